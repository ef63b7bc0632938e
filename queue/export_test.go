package queue

// Summary is what the day has taught so far.
func (b *Book) Summary() *Summary { return b.summary() }
