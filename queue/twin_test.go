package queue

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Gathered is how many requests wait for the writer.
func (q *Queue) Gathered() int { return len(q.requests) }

// Ahead is the position of a ticket that waits, without the estimate.
func (b *Book) Ahead(id string) int { return b.ahead(b.tickets[id].Service, b.tickets[id].Place) }

// Apart tells where the writer's book differs from the readers', which it must not when nothing is left to be written: empty
// when it does not.
func (q *Queue) Apart() (where string) {
	_ = q.keep(context.Background(), func(b *Book, _ time.Time) Change {
		where = apart("book", reflect.ValueOf(b).Elem(), reflect.ValueOf(q.book).Elem())
		return Change{}
	})
	return where
}

// Apart tells where the book differs from another; empty where it does not.
func (b *Book) Apart(from *Book) (where string) {
	return apart("book", reflect.ValueOf(b).Elem(), reflect.ValueOf(from).Elem())
}

// aside is what books may differ in: what the disk is like, what can be worked out anew, and how a summary or what is known in
// the morning is read, of whose records the list is compared.
var aside = []string{"full", "now", "plan", "spare", "known", "seen", "noted", "turned", "untimely", "read"}

// apart is where two values differ, whatever pointers lead to them. What is missing is as good as empty.
func apart(path string, x, y reflect.Value) string {
	if x.IsValid() != y.IsValid() || !x.IsValid() {
		return missing(path, x, y)
	}
	if x.Type() == reflect.TypeFor[*line]() {
		return linesApart(path, x, y)
	}
	switch x.Kind() {
	case reflect.Pointer:
		if x.UnsafePointer() == y.UnsafePointer() {
			return ""
		}
		return apart(path+"*", x.Elem(), y.Elem())
	case reflect.Struct:
		for i := range x.NumField() {
			name := x.Type().Field(i).Name
			if slices.Contains(aside, name) {
				continue
			}
			if where := apart(path+"."+name, x.Field(i), y.Field(i)); where != "" {
				return where
			}
		}
		return ""
	case reflect.Map:
		if x.Len() > 0 && x.UnsafePointer() == y.UnsafePointer() && !strings.ContainsAny(path, "[*") { // records are shared
			return path + ": one map for both"
		}
		return mapsApart(path, x, y)
	case reflect.Slice, reflect.Array:
		if x.Len() != y.Len() {
			return fmt.Sprintf("%s: %d and %d", path, x.Len(), y.Len())
		}
		for i := range x.Len() {
			if where := apart(fmt.Sprintf("%s[%d]", path, i), x.Index(i), y.Index(i)); where != "" {
				return where
			}
		}
		return ""
	}
	if !x.Equal(y) {
		return fmt.Sprintf("%s: %v and %v", path, x, y)
	}
	return ""
}

// missing compares what is there on one side alone.
func missing(path string, x, y reflect.Value) string {
	there := x
	if !there.IsValid() {
		there = y
	}
	if !there.IsValid() || there.IsZero() || (there.Kind() == reflect.Map || there.Kind() == reflect.Slice) && there.Len() == 0 {
		return ""
	}
	if there.Type() == reflect.TypeFor[*line]() && there.Elem().FieldByName("n").IsZero() {
		return ""
	}
	return path + ": on one side alone"
}

func mapsApart(path string, x, y reflect.Value) string {
	for _, key := range append(x.MapKeys(), y.MapKeys()...) {
		if where := apart(fmt.Sprintf("%s[%v]", path, key), x.MapIndex(key), y.MapIndex(key)); where != "" {
			return where
		}
	}
	return ""
}

// linesApart compares who waits in two lines. How much floor they lie on does not count.
func linesApart(path string, x, y reflect.Value) string {
	mine, theirs := (*line)(x.UnsafePointer()), (*line)(y.UnsafePointer())
	if mine.len() != theirs.len() {
		return fmt.Sprintf("%s: %d and %d wait", path, mine.len(), theirs.len())
	}
	for i := range mine.len() {
		p, t, _ := mine.at(i)
		if other, s, _ := theirs.at(i); p != other || t.ID != s.ID || mine.ahead(p) != i {
			return fmt.Sprintf("%s: at %d stand %s at %v and %s at %v", path, i, t.ID, p, s.ID, other)
		}
	}
	return ""
}
