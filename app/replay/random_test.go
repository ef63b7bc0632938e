package replay_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// Whatever happens in a hall that keeps to the format, it goes through.
func TestRandom(t *testing.T) {
	for seed := range uint64(30) {
		f := random(seed, 300)
		checkTold(t, f["t.csv"], f.mustRun(t))
		lines := strings.SplitAfter(f["t.csv"], "\n")
		f["t.csv"] = strings.Join(lines[:100], "")
		if cut := f.mustRun(t); !strings.HasPrefix(random(seed, 300).mustRun(t), cut) {
			t.Errorf("seed %d: a cut trace is told something else", seed)
		}
	}
}

func BenchmarkReplay(b *testing.B) {
	f := random(1, 2000)
	for b.Loop() {
		if _, err := f.run(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*2000), "µs/row")
}

// pretend is a hall in which anything happens.
type pretend struct {
	*rand.Rand
	out      bytes.Buffer
	now      time.Time
	n        int
	services []string
	desks    []*desk
	waiting  []guest
}

type desk struct {
	id    string
	does  []string
	state string
	here  *guest
	began bool
}

type guest struct {
	name, service string
	priority      int
}

// random is a trace of so many rows in a hall of its own.
func random(seed uint64, rows int) files {
	p := &pretend{Rand: rand.New(rand.NewPCG(seed, 0)), now: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)}
	services, counters := []string{}, []string{}
	for i := range 1 + p.IntN(4) {
		id := fmt.Sprint("s", i)
		p.services = append(p.services, id)
		services = append(services, fmt.Sprintf(`{"id": %q, "prefix": "%c", "minutes": %d}`, id, 'A'+i, 1+p.IntN(60)))
	}
	for i := range 1 + p.IntN(6) {
		d := &desk{id: fmt.Sprint(i + 1), state: "close"}
		for _, j := range p.Perm(len(p.services))[:1+p.IntN(len(p.services))] {
			d.does = append(d.does, p.services[j])
		}
		p.desks = append(p.desks, d)
		counters = append(counters, fmt.Sprintf(`{"id": %q, "services": ["%s"]}`, d.id, strings.Join(d.does, `","`)))
	}
	p.out.WriteString("time,kind,ticket,service,counter,priority\n")
	for range rows {
		for !p.step() {
		}
	}
	hall := fmt.Sprintf(`{"timezone": "Asia/Shanghai", "day_starts": "04:00", "rules": {"normals_per_vip": %d}, "services": [%s], "counters": [%s]}`,
		1+p.IntN(4), strings.Join(services, ","), strings.Join(counters, ","))
	return files{"t.csv": p.out.String(), "t.json": hall}
}

// step lets one thing happen, if it can.
func (p *pretend) step() bool {
	if p.IntN(3) > 0 {
		p.pass(time.Duration(p.IntN(300)) * time.Second)
	}
	if p.IntN(400) == 0 {
		p.pass(time.Duration(1+p.IntN(100)) * time.Hour)
	}
	d := p.desks[p.IntN(len(p.desks))]
	switch p.IntN(6) {
	case 0:
		return p.arrive()
	case 1:
		return p.IntN(5) == 0 && p.leave()
	case 2:
		return p.IntN(5) == 0 && p.turn(d, []string{"open", "open", "pause", "close"}[p.IntN(4)])
	case 3:
		return d.state == "open" && d.here == nil && p.call(d)
	}
	return d.here != nil && p.serve(d)
}

// pass lets time pass. All go home when a business day begins.
func (p *pretend) pass(d time.Duration) {
	day := func() int64 { return (p.now.Unix() + 4*3600) / 86400 } // 04:00 in Shanghai is 20:00 UTC
	before := day()
	if p.now = p.now.Add(d); day() == before {
		return
	}
	p.waiting = nil
	for _, d := range p.desks {
		d.state, d.here = "close", nil
	}
}

func (p *pretend) arrive() bool {
	p.n++
	g := guest{fmt.Sprint("t", p.n), p.services[p.IntN(len(p.services))], p.IntN(8) / 7}
	p.waiting = append(p.waiting, g)
	return p.row("arrive", g, "")
}

func (p *pretend) leave() bool {
	if len(p.waiting) == 0 {
		return false
	}
	i := p.IntN(len(p.waiting))
	g := p.waiting[i]
	p.waiting = slices.Delete(p.waiting, i, i+1)
	return p.row("cancel", g, "")
}

func (p *pretend) turn(d *desk, state string) bool {
	d.state = state
	return p.row(state, guest{}, d.id)
}

// call takes anybody whom the counter may serve: a trace makes its own choices.
func (p *pretend) call(d *desk) bool {
	i := slices.IndexFunc(p.waiting, func(g guest) bool { return slices.Contains(d.does, g.service) && p.IntN(4) > 0 })
	if i < 0 {
		return false
	}
	g := p.waiting[i]
	p.waiting = slices.Delete(p.waiting, i, i+1)
	d.here, d.began = &g, false
	return p.row("call", g, d.id)
}

func (p *pretend) serve(d *desk) bool {
	g, kind := *d.here, "finish"
	switch {
	case !d.began && p.IntN(6) == 0:
		d.here, kind = nil, "miss"
	case !d.began:
		d.began, kind = true, "start"
	default:
		d.here = nil
	}
	return p.row(kind, g, d.id)
}

func (p *pretend) row(kind string, g guest, counter string) bool {
	priority := ""
	if g.name != "" {
		priority = fmt.Sprint(g.priority)
	}
	fmt.Fprintf(&p.out, "%s,%s,%s,%s,%s,%s\n", p.now.Format(time.RFC3339), kind, g.name, g.service, counter, priority)
	return true
}
