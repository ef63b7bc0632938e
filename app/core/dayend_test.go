package core

import (
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// Staff who end the day by mistake, and take it back at once, have sent nobody home. When it stays ended customers are told
// as soon as a step cannot be taken back any more, and when it is taken back after all, that they are in line again.
func TestDayEndedByMistake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), func(s *stage) {
			s.venue.Tells = []queue.NoticeKind{queue.Lapsed, queue.YouBack}
			s.venue.Rules.UndoWithin = 10 * time.Second
		})
		r := &recorder{}
		background(t, s.notifier(r).run)
		ticket := s.mustTake(1, "general")[0]
		kinds := func() (list []queue.NoticeKind) {
			for _, n := range s.notices(ticket.ID) {
				if n.State != queue.Void {
					list = append(list, n.Kind)
				}
			}
			return list
		}
		end := queue.Command{Verb: queue.CloseDay}
		undo := queue.Command{Verb: queue.Undo, Undoes: queue.DayClosing}

		s.mustDo(end)
		time.Sleep(9 * time.Second)
		s.mustDo(undo)
		time.Sleep(time.Hour)
		if sent := r.all(); len(sent) != 0 || len(kinds()) != 0 {
			t.Fatalf("told %+v, %v, want nothing: it was a mistake", sent, kinds())
		}

		s.mustDo(end)
		time.Sleep(10*time.Second - 1)
		synctest.Wait()
		if sent := r.all(); len(sent) != 0 {
			t.Fatalf("told %+v while it can be taken back", sent)
		}
		time.Sleep(time.Millisecond)
		synctest.Wait()
		if sent := r.all(); len(sent) != 1 {
			t.Fatalf("%d messages when it cannot be taken back any more, want one", len(sent))
		}
		time.Sleep(time.Minute)
		s.mustDo(undo)
		synctest.Wait()
		if sent, got := r.all(), kinds(); len(sent) != 2 || len(got) != 2 || got[0] != queue.Lapsed || got[1] != queue.YouBack {
			t.Errorf("told %+v, %v, want that the ticket has expired, and then that it is back", sent, got)
		}
	})
}
