package main

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"paihao/app/core"
)

// asProgram makes the test binary be the program itself.
const asProgram = "TEST_AS_PROGRAM"

// programs are others it can be, by the value of that variable.
var programs = map[string]func() int{}

func TestMain(m *testing.M) {
	if other := programs[os.Getenv(asProgram)]; other != nil {
		os.Exit(other())
	}
	if os.Getenv(asProgram) != "" || len(os.Args) > 1 && os.Args[1] == core.Inspection {
		os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// roundsEach is how often the power of one hall is cut: each start takes longer than the last, since there are more tickets.
const roundsEach = 100

// TestPowerCut kills the program while customers scan and staff press, and starts it again: everybody who was told a number
// still has it, nobody shares one, and every press that was acknowledged has happened. PAIHAO_ROUNDS sets how often.
func TestPowerCut(t *testing.T) {
	rounds := 50
	if n, err := strconv.Atoi(os.Getenv("PAIHAO_ROUNDS")); err == nil {
		rounds = n
	}
	customers, pressed := 0, map[string]int{}
	for left := rounds; left > 0; left -= roundsEach {
		v := mustVenue(t)
		clerks := v.clerks()
		customers += v.cutPower(min(left, roundsEach), clerks)
		for _, c := range clerks {
			for what, n := range c.pressed {
				pressed[what] += n
			}
		}
	}
	t.Logf("%d customers over %d power cuts, and staff pressed %v", customers, rounds, pressed)
	if customers < rounds || rounds >= 50 && len(pressed) < len(leads)+4 {
		t.Error("that is too little to show anything") // open, tickets, next and undo are no ways of a ticket
	}
}

// cutPower lets customers and clerks come to a new hall whose power is cut again and again, and checks after each time what
// they were told. It gives how many customers there were.
func (v *venue) cutPower(rounds int, clerks []*clerk) (customers int) {
	v.t.Helper()
	told := map[string]string{} // openid → number
	v.mustStart()
	v.mustOpenCounters(clerks)
	for round := range rounds {
		newly := v.workUntilCut(round, clerks)
		v.mustStart()
		v.checkCustomers(newly)
		for _, c := range clerks {
			c.check(false)
		}
		maps.Copy(told, newly)
	}
	v.checkCustomers(told)
	for _, c := range clerks {
		c.check(true)
	}
	v.checkNumbers(told, clerks)
	v.checkFile()
	return len(told)
}

// checkFile looks whether the data file is sound after the last power cut.
func (v *venue) checkFile() {
	v.t.Helper()
	v.kill()
	c := exec.Command(os.Args[0], "verify", filepath.Join(filepath.Dir(v.file), "paihao.db"))
	c.Env = append(os.Environ(), asProgram+"=1")
	if out, err := c.CombinedOutput(); err != nil {
		v.t.Errorf("verify: %v: %s", err, out)
	}
}

// workUntilCut lets customers scan and staff press until the power is cut, at some moment after some of them were answered,
// and gives what customers were told.
func (v *venue) workUntilCut(round int, clerks []*clerk) map[string]string {
	v.t.Helper()
	ctx, cancel := context.WithCancel(v.t.Context())
	code, told := v.code("general"), map[string]string{}
	answered, enough := make(chan struct{}), 1+rand.IntN(150)
	var working sync.WaitGroup
	var mu sync.Mutex
	for worker := range 4 {
		working.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				openid := fmt.Sprintf("o-cut-%d-%d-%d", round, worker, i)
				number := v.scan(ctx, openid, code)
				if number == "" {
					return
				}
				mu.Lock()
				told[openid] = number
				mu.Unlock()
				report(ctx, answered)
			}
		})
	}
	for _, c := range clerks {
		working.Go(func() {
			for ctx.Err() == nil && c.work() {
				report(ctx, answered)
			}
		})
	}
	for n := 0; n < enough; n++ {
		select {
		case <-answered:
		case <-time.After(longest):
			v.t.Error("neither customers nor staff are answered")
			n = enough
		}
	}
	v.kill()
	cancel()
	working.Wait()
	v.staff.CloseIdleConnections()
	return told
}

func report(ctx context.Context, answered chan<- struct{}) {
	select {
	case answered <- struct{}{}:
	case <-ctx.Done():
	}
}

// scan lets a customer take a ticket, and gives the number they were told.
func (v *venue) scan(ctx context.Context, openid, code string) (number string) {
	if err := v.wechat.Scan(ctx, openid, code); err != nil {
		return ""
	}
	return v.answer(openid, 0)
}

// checkCustomers asks for everybody's ticket again.
func (v *venue) checkCustomers(told map[string]string) {
	v.t.Helper()
	for openid, number := range told {
		behind := len(v.wechat.Messages(openid))
		if err := v.wechat.Say(v.t.Context(), openid, "状态"); err != nil {
			v.t.Fatalf("%s asks: %v", openid, err)
		}
		if got := v.answer(openid, behind); got != number {
			v.t.Errorf("%s was told %s and has %q after the power cut", openid, number, got)
		}
	}
}

// checkNumbers looks for a number that two were told.
func (v *venue) checkNumbers(told map[string]string, clerks []*clerk) {
	v.t.Helper()
	holders := map[string]string{}
	hold := func(number, holder string) {
		if other := holders[number]; other != "" {
			v.t.Errorf("%s was given to %s and to %s", number, holder, other)
		}
		holders[number] = holder
	}
	for openid, number := range told {
		hold(number, openid)
	}
	for _, c := range clerks {
		for id, t := range c.tickets {
			hold(t.Number, id)
		}
	}
}
