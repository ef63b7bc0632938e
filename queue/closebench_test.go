//go:build unix

package queue_test

import (
	"fmt"
	"testing"

	"paihao/queue"
)

// BenchmarkCloseDay ends a day with so many waiting, and as many who are done, and takes that back: both books change.
func BenchmarkCloseDay(b *testing.B) {
	for _, waiting := range []int{10, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			h := mustGreat(b, waiting)
			var closed, opened []cost
			for b.Loop() {
				closed = append(closed, spending(1, func(int) { h.mustDo(queue.Command{Verb: queue.CloseDay}) }))
				opened = append(opened, spending(1, func(int) { h.mustDo(queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing}) }))
			}
			wall := func(c cost) float64 { return c.wall }
			b.ReportMetric(median(closed, wall)/1e6, "ms-close")
			b.ReportMetric(median(opened, wall)/1e6, "ms-reopen")
			b.ReportMetric(0, "ns/op")
		})
	}
}
