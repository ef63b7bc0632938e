package queue

// Summary is what the day has taught, if staff ended it as soon as it had begun.
func (b *Book) Summary() *Summary { return b.summary(moment{now: b.day.OpenedAt}, ByDesk) }
