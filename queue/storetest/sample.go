package storetest

import (
	"fmt"
	"math"
	"reflect"
	"time"

	"paihao/queue"
)

const (
	firstDay  = "2026-11-20"
	secondDay = "2026-11-21"
	thirdDay  = "2026-11-24" // a weekend later: the day before a business day is not yesterday
)

// sample is a record with something in every field, also in those that are added to it later. n makes it unlike others.
func sample[R any](n int) (r R) {
	fill(reflect.ValueOf(&r).Elem(), &n)
	return r
}

// fill puts a value of its own into each field. Texts hold what JSON, HTML and quoting trip over; times have
// nanoseconds and a zone; durations are whole minutes, which is all that estimates promise to keep.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Interface().(type) {
	case time.Time:
		zone := time.FixedZone("", 8*60*60)
		v.Set(reflect.ValueOf(time.Date(2026, 11, 21, 9, 30, 0, 123456789+*n, zone)))
		return
	case time.Duration:
		v.SetInt(int64(time.Duration(*n) * time.Minute))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("排号 <&> \"\\\u2028\x00 🎫 %d", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint32:
		v.SetUint(math.MaxUint32 - uint64(*n))
	case reflect.Uint64:
		v.SetUint(math.MaxUint64 - uint64(*n)) // a float could not hold it
	case reflect.Float32, reflect.Float64:
		v.SetFloat(1 / float64(*n)) // most have no end in decimals
	case reflect.Map:
		fillMap(v, n)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillAll(v, n)
	case reflect.Array:
		fillAll(v, n)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() { // what is not is no part of a record
				fill(v.Field(i), n)
			}
		}
	default:
		panic("storetest: records hold a new kind of field: " + v.Type().String())
	}
}

// fillAll puts a value into each of a slice or an array.
func fillAll(v reflect.Value, n *int) {
	for i := range v.Len() {
		fill(v.Index(i), n)
	}
}

// fillMap puts two values under keys of their own.
func fillMap(v reflect.Value, n *int) {
	v.Set(reflect.MakeMap(v.Type()))
	for range 2 {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.SetMapIndex(key, value)
	}
}

// Ticket is one that waits, and that makes sense: a store may set others aside.
func Ticket(day, id string) queue.Ticket {
	return queue.Ticket{
		ID: id, Day: day, Number: "A001", Prefix: "A", Serial: 1, Service: "general", State: queue.Waiting,
		Place: queue.Place{Seq: 1}, Origin: queue.FromDesk, Steps: []queue.Step{{Seq: 1, What: queue.Take, By: queue.ByDesk}},
	}
}

// fullChange begins day and writes one record of each kind, each with something in every field.
func fullChange(day string, n int) queue.Change {
	c := sample[queue.Change](n)
	c.Operation.Day, c.Unbound, c.Forgotten, c.Revoked, c.Dropped = day, nil, nil, nil, nil
	for i := range c.Days {
		c.Days[i].Date = day
	}
	for i := range c.Tickets {
		t := &c.Tickets[i]
		t.Day, t.State, t.Came = day, queue.Held, uint64(n+i+1) // no store may give a ticket that makes no sense
		t.Place = queue.Place{Seq: uint64(n + i + 2), Sub: uint32(n + i + 3)}
	}
	for i := range c.Notices {
		c.Notices[i].Day = day
	}
	return c
}
