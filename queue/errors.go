package queue

import "errors"

// Refusals: the command was understood and may not be. Nothing was written.
var (
	ErrInvalid        = errors.New("queue: command is incomplete or unknown")
	ErrNoService      = errors.New("queue: no such service")
	ErrNoCounter      = errors.New("queue: no such counter")
	ErrNoTicket       = errors.New("queue: no such ticket today")
	ErrAlreadyWaiting = errors.New("queue: customer already has an open ticket")
	ErrWrongState     = errors.New("queue: not possible in the ticket's state")
	ErrTooEarly       = errors.New("queue: too early for a miss")
	ErrCounterClosed  = errors.New("queue: counter is not open")
	ErrCounterBusy    = errors.New("queue: another ticket is at the counter than the caller expected")
	ErrKeyReused      = errors.New("queue: operation id was used for another command")
)

// Troubles: the command could not be written, or nobody is there to write it.
var (
	ErrNotWritten = errors.New("queue: change was certainly not written")
	ErrConflict   = errors.New("queue: store is at another revision")
	ErrReadOnly   = errors.New("queue: store has failed, nothing can be changed until a restart")
	ErrClosed     = errors.New("queue: closed")
	ErrInternal   = errors.New("queue: command failed on a fault of the program")
)

// Troubles of opening a store.
var (
	ErrLocked  = errors.New("queue: another program holds the store")
	ErrDamaged = errors.New("queue: store is damaged")
	ErrNewer   = errors.New("queue: store was written by a newer program")
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
