package queue

import "time"

// StaffAccount is the account whose users are the members of staff: who is bound to it may sign in.
const StaffAccount = "staff"

// Account is one WeChat user who is bound to a user of another system's account.
type Account struct {
	Account  string    `json:"account"`
	User     string    `json:"user"`
	Customer Customer  `json:"customer"`
	Since    time.Time `json:"since"`
}

// Accounts lists the WeChat users who are bound to a user of an account, oldest first.
func (b *Book) Accounts(account, user string) (list []Account) {
	for _, id := range b.users[[2]string{account, user}] {
		n := b.bindings[id]
		list = append(list, Account{Account: n.Account, User: n.User, Customer: n.Customer, Since: n.At})
	}
	return list
}

// UserOf is the user of an account that a WeChat user is bound to.
func (b *Book) UserOf(account string, c Customer) (user string, ok bool) {
	if n := b.accountOf(account, c); n != nil {
		return n.User, true
	}
	return "", false
}

// accountOf is what binds a WeChat user to a user of an account, nil when nothing does.
func (b *Book) accountOf(account string, c Customer) *Binding {
	for _, id := range b.customers[c] {
		if n := b.bindings[id]; n.Account == account && account != "" {
			return n
		}
	}
	return nil
}
