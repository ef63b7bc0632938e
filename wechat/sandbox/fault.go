package sandbox

import (
	"net/http"
	"slices"
	"time"
)

// DropConnection as a Fault's Status closes the connection without an answer.
const DropConnection = -1

// Fault disturbs a platform path: first the delay, then the refusal, if it has one.
type Fault struct {
	Path    string `json:"path"`              // one of Paths, or "*" for all of them
	Errcode int    `json:"errcode,omitempty"` // answer with this error code; 0: do not
	Status  int    `json:"status,omitempty"`  // answer with this HTTP status, 400 to 599, or DropConnection; 0: do not
	DelayMS int    `json:"delay_ms,omitempty"`
	Times   int    `json:"times,omitempty"` // how many calls it disturbs; 0: until cleared
}

const maxDelayMS = 600_000

func (f Fault) valid() bool {
	status := f.Status == 0 || f.Status == DropConnection || f.Status >= 400 && f.Status <= 599
	known := f.Path == "*" || slices.Contains(Paths(), f.Path)
	return known && status && f.Times >= 0 && f.DelayMS >= 0 && f.DelayMS <= maxDelayMS &&
		(f.Errcode != 0 || f.Status != 0 || f.DelayMS != 0) && (f.Errcode == 0 || f.Status == 0)
}

// Fault switches a fault on. The oldest one that matches a call disturbs it. A fault with an unknown path, no
// effect, two refusals, a status out of range or a delay over ten minutes is ErrFault.
func (s *Sandbox) Fault(f Fault) error {
	if !f.valid() {
		return ErrFault
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, f)
	return nil
}

// Faults lists the faults that are on, with the calls they still have.
func (s *Sandbox) Faults() []Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Fault{}, s.faults...)
}

// ClearFaults switches all faults off.
func (s *Sandbox) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// disturbed counts a call and applies its fault; true means that the call is answered.
func (s *Sandbox) disturbed(w http.ResponseWriter, r *http.Request, path string) bool {
	f := s.takeFault(path)
	if f.DelayMS > 0 {
		t := time.NewTimer(time.Duration(f.DelayMS) * time.Millisecond)
		defer t.Stop()
		select {
		case <-t.C:
		case <-r.Context().Done():
			return true
		case <-s.ctx.Done():
		}
	}
	switch {
	case f.Status == DropConnection:
		panic(http.ErrAbortHandler)
	case f.Status != 0:
		http.Error(w, http.StatusText(f.Status), f.Status)
	case f.Errcode != 0:
		s.answer(w, nil, refuse(f.Errcode))
	default:
		return false
	}
	return true
}

func (s *Sandbox) takeFault(path string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.countLocked(path)
	i := slices.IndexFunc(s.faults, func(f Fault) bool { return f.Path == "*" || f.Path == path })
	if i < 0 {
		return Fault{}
	}
	f := s.faults[i]
	if f.Times == 1 {
		s.faults = slices.Delete(s.faults, i, i+1)
	} else if f.Times > 1 {
		s.faults[i].Times--
	}
	return f
}
