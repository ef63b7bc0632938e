package queue

// Customer is a WeChat user of one account. The pair stands in bindings and nowhere else.
type Customer struct {
	App    string `json:"app"`    // app id of the account
	OpenID string `json:"openid"` // the user's id within it
}

// Binding (绑定) joins a customer to a ticket.
type Binding struct {
	ID       string   `json:"id"` // UUIDv7; what notices name instead of the customer
	Day      string   `json:"day"`
	Customer Customer `json:"customer"`
	Ticket   string   `json:"ticket"`
}
