package core

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
	"paihao/queue/storetest"
)

// One code for all services is made and renewed as any other, and no other is.
func TestOneCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustStage(t, memory(), bare, oneCode)
		s.mustDo(queue.Command{Verb: queue.Open, Counter: "1"})
		before := s.joinCode("")
		m := &mint{life: 10 * time.Hour}
		s.mustMint(m)
		time.Sleep(codeLife)
		for _, code := range s.View().Codes {
			if code.Service != "" {
				t.Errorf("there is a code for %s", code.Service)
			}
		}
		if asked, _ := m.calls(); len(asked) < 2 || s.joinCode("").ID == before.ID || !s.joinCode("").Valid(time.Now()) {
			t.Errorf("%d codes were made in %v, and the screen shows %+v", len(asked), codeLife, s.joinCode(""))
		}
		s.mustClose()
	})
}

// When the settings change to one code or back, those who scan a code of before are served until its end.
func TestSwitchOfTheCodes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := storetest.Memory()
		start := func(changes ...func(*stage)) *stage {
			s := mustStage(t, storetest.Failing(disk), append(changes, bare)...)
			stop := s.mustMint(&mint{life: codeLife})
			synctest.Wait()
			stop()
			return s
		}
		s := start()
		each := s.joinCode("social")
		s.mustClose()
		s = start(oneCode)
		all := s.joinCode("")
		tells(t, "the service's own code", s.scans(1, each), "取号成功！您的号码是 B001")
		tells(t, "the code for all", s.scans(2, all), "请回复数字选业务")
		tells(t, "its answer", s.says(2, "2"), "取号成功！您的号码是 B002")
		s.mustClose()
		s = start()
		tells(t, "the code for all", s.scans(3, all), "请回复数字选业务")
		tells(t, "its answer", s.says(3, "1"), "取号成功！您的号码是 A001")
		tells(t, "a number without a scan", s.says(4, "1"), "取号后可回复")
		time.Sleep(codeLife)
		tells(t, "at its end", s.scans(4, all), "这个二维码已经过期了")
		s.mustClose()
	})
}

// A refreshed code for all makes all before it worthless, whichever service is named.
func TestRefreshOneCode(t *testing.T) {
	s := mustStage(t, memory(), oneCode)
	s.codes.minter = &mint{life: codeLife}
	for _, named := range []string{"", "general"} {
		old := []queue.Code{s.joinCode(""), s.joinCode("social")}
		fresh, err := s.codes.Refresh(t.Context(), named)
		if err != nil || fresh.Service != "" || s.joinCode("").ID != fresh.ID {
			t.Fatalf("%q: got %+v, %v, want a new code for all", named, fresh, err)
		}
		for _, code := range old {
			if code.ID != "" {
				tells(t, "one of before", s.scans(1, code), "这个二维码已经过期了")
			}
		}
		tells(t, "the fresh one", s.scans(1, fresh), "请回复数字选业务")
	}
	if _, err := s.codes.Refresh(t.Context(), "none"); !errors.Is(err, queue.ErrNoService) {
		t.Errorf("of no service: %v", err)
	}
	s = mustStage(t, memory())
	s.codes.minter = &mint{life: codeLife}
	left := s.mustKeep(queue.Code{ID: "left", Purpose: queue.Join}, codeLife) // by settings with one code
	if _, err := s.codes.Refresh(t.Context(), ""); !errors.Is(err, queue.ErrInvalid) {
		t.Errorf("of no service, where each has its own: %v", err)
	}
	tells(t, "the one for all that is left", s.scans(2, left), "请回复数字选业务")
	if _, err := s.codes.Refresh(t.Context(), "general"); err != nil {
		t.Fatal(err)
	}
	tells(t, "the one for all after a refresh", s.scans(2, left), "这个二维码已经过期了")
}
