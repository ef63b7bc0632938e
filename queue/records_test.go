package queue_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"paihao/queue"
)

// What AppendJSON writes is what encoding/json would, byte for byte, whatever the fields hold: a field that is new in a type
// and not written yet shows, and so does one that is written otherwise. Both refuse the same.
func TestRecords(t *testing.T) {
	for name, write := range map[string]func(d *drawer) (any, []byte, error){
		"ticket":    func(d *drawer) (any, []byte, error) { return appended(d, (*queue.Ticket).AppendJSON) },
		"operation": func(d *drawer) (any, []byte, error) { return appended(d, (*queue.Operation).AppendJSON) },
		"binding":   func(d *drawer) (any, []byte, error) { return appended(d, (*queue.Binding).AppendJSON) },
		"contact":   func(d *drawer) (any, []byte, error) { return appended(d, (*queue.Contact).AppendJSON) },
		"command":   func(d *drawer) (any, []byte, error) { return appended(d, queue.AppendCommand) },
	} {
		t.Run(name, func(t *testing.T) {
			refused := 0
			for seed := range uint64(2000 * rounds()) {
				record, got, err := write(&drawer{T: t, Rand: rand.New(rand.NewPCG(seed, 0))})
				want, wantErr := json.Marshal(record)
				if (err != nil) != (wantErr != nil) {
					t.Fatalf("seed %d: got the error %v, want %v", seed, err, wantErr)
				}
				if err != nil {
					refused++
				} else if string(got) != before+string(want) {
					t.Fatalf("seed %d:\ngot  %s\nwant %s", seed, got, before+string(want))
				}
			}
			if refused == 0 {
				t.Error("no record was refused, want some: of a time that has no text")
			}
		})
	}
}

// before stands where a record is appended.
const before = "before"

func appended[R any](d *drawer, write func(*R, []byte) ([]byte, error)) (any, []byte, error) {
	var r R
	d.fill(reflect.ValueOf(&r).Elem())
	got, err := write(&r, []byte(before))
	return &r, got, err
}

// drawer draws records.
type drawer struct {
	*testing.T
	*rand.Rand
}

// fill draws all fields of a value, each empty now and then.
func (d *drawer) fill(v reflect.Value) {
	d.Helper()
	if moment, ok := v.Addr().Interface().(*time.Time); ok {
		*moment = d.time()
		return
	}
	if d.IntN(3) == 0 && v.Kind() != reflect.Struct {
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				d.fill(v.Field(i))
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), d.IntN(3), 3))
		for i := range v.Len() {
			d.fill(v.Index(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			d.fill(v.Index(i))
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		d.fill(key)
		d.fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString(d.string())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(d.Uint64()) >> d.IntN(64))
	case reflect.Uint32, reflect.Uint64:
		v.SetUint(d.Uint64() >> d.IntN(64) & (1<<v.Type().Bits() - 1))
	case reflect.Float64:
		v.SetFloat(d.NormFloat64())
	default:
		d.Fatalf("a record has a field of type %s, which is not drawn yet", v.Type())
	}
}

func (d *drawer) string() string {
	list := []string{"A012", "a longer text, as ids are", "取号机", `"quoted"`, `back\slash`, "<a>&amp;", "line\nbreak", "\x00\x7f", "\xff\xfe broken", "\u2028"}
	return list[d.IntN(len(list))] + fmt.Sprint(d.IntN(10))
}

// time is one of the product's mostly: in a zone, and to the second or not. A very late one no record can have.
func (d *drawer) time() time.Time {
	at := time.Unix(d.Int64N(1<<33), d.Int64N(2)*d.Int64N(1e9))
	switch d.IntN(40) {
	case 0:
		return at.AddDate(20000, 0, 0)
	case 1, 2, 3, 4, 5, 6, 7, 8, 9:
		return time.Time{}
	case 10:
		return time.Time{}.In(time.FixedZone("", 8*60*60)) // not empty to encoding/json in a struct, and empty by itself
	}
	return at.In(time.FixedZone("", d.IntN(24)*15*60))
}
