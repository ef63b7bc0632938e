package queue

import (
	"errors"
	"fmt"
)

// Refusals: the command was understood and may not be. Nothing was written.
var (
	ErrInvalid        = errors.New("queue: command is incomplete or unknown")
	ErrNoService      = errors.New("queue: no such service")
	ErrNoCounter      = errors.New("queue: no such counter")
	ErrNoTicket       = errors.New("queue: no such ticket today")
	ErrAlreadyWaiting = errors.New("queue: customer already has an open ticket")
	ErrWrongState     = errors.New("queue: not possible in the ticket's state") // InState says which
	ErrTooEarly       = errors.New("queue: too early for a miss")
	ErrCounterClosed  = errors.New("queue: counter is not open")
	ErrCounterPaused  = fmt.Errorf("%w: it is paused", ErrCounterClosed)
	ErrCounterBusy    = errors.New("queue: another ticket is at the counter than the caller expected")
	ErrNotServed      = errors.New("queue: counter does not serve the ticket's service")
	ErrParty          = errors.New("queue: no table for a party of this size")
	ErrNoUndo         = errors.New("queue: no such operation, or none that can be taken back")
	ErrTooLate        = errors.New("queue: too late to take it back")
	ErrKeyReused      = errors.New("queue: operation id was used for another command")
	ErrNoCode         = errors.New("queue: no such code, or one that is used up, revoked or too old")
	ErrBound          = errors.New("queue: ticket is bound to another customer")
	ErrNotBound       = errors.New("queue: nobody is bound")
	ErrNoStaff        = errors.New("queue: customer is not bound as a member of staff")
)

// Limits: no ticket now; see LimitError.
var (
	ErrStopped    = errors.New("queue: staff have stopped giving out tickets")
	ErrOutOfHours = errors.New("queue: outside opening hours")
	ErrQuota      = errors.New("queue: the day's tickets are all taken")
	ErrCrowded    = errors.New("queue: too many wait")
	ErrCooldown   = errors.New("queue: customer cancelled a moment ago")
	ErrNoNumbers  = errors.New("queue: the day's numbers have run out")
	ErrDayClosed  = errors.New("queue: the business day is closed")
	ErrDiskFull   = errors.New("queue: the disk is full, its last room is for calls")
)

// InState is the part of a refusal that says in which state the ticket was found: errors.Is(err, InState(Done)).
type InState State

// Error names the state.
func (s InState) Error() string { return ErrWrongState.Error() + ": it is " + string(s) }

// Is makes every InState an ErrWrongState too.
func (s InState) Is(target error) bool { return target == ErrWrongState }

// Troubles: the command could not be written, or nobody is there to write it.
var (
	ErrNotWritten = errors.New("queue: change was certainly not written")
	ErrConflict   = errors.New("queue: store is at another revision")
	ErrReadOnly   = errors.New("queue: store has failed, nothing can be changed until a restart")
	ErrClosed     = errors.New("queue: closed")
	ErrInternal   = errors.New("queue: command failed on a fault of the program")
)

// Troubles of opening or copying a store.
var (
	ErrLocked  = errors.New("queue: another program holds the store")
	ErrDamaged = errors.New("queue: store is damaged")
	ErrNewer   = errors.New("queue: store was written by a newer program")
	ErrNoCopy  = errors.New("queue: store cannot be copied")
)

// TicketError is a refusal about a ticket: Ticket is how it stands now.
type TicketError struct {
	Err    error
	Ticket Standing
}

// Error names the reason and the ticket's state.
func (e *TicketError) Error() string {
	return e.Err.Error() + ": " + e.Ticket.Number + " is " + string(e.Ticket.State)
}

// Unwrap gives the sentinel.
func (e *TicketError) Unwrap() error { return e.Err }
