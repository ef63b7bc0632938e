package queue

import "time"

// Purpose is what scanning a code does.
type Purpose string

// Join takes a ticket for a service.
const Join Purpose = "join"

// Code (二维码) is a QR code that WeChat made for us. It is kept in the store, so that the screen has its
// codes while WeChat is unreachable.
type Code struct {
	Purpose   Purpose   `json:"purpose"`
	Service   string    `json:"service"`
	Scene     string    `json:"scene"`  // what a scan of it tells us
	Ticket    string    `json:"ticket"` // WeChat's name of it
	URL       string    `json:"url"`    // what its picture says
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at"`
}

// Key names the code among all codes: one stands for each purpose and service.
func (c Code) Key() string { return string(c.Purpose) + "/" + c.Service }

// Valid tells whether a scan of the code still works at t.
func (c Code) Valid(t time.Time) bool { return t.Before(c.ExpiresAt) }

// RenewAt is when a fresh code should take its place: at 80 % of its life, so that an hour without WeChat is bridged.
func (c Code) RenewAt() time.Time {
	return c.CreatedAt.Add(c.ExpiresAt.Sub(c.CreatedAt) / 5 * 4)
}
