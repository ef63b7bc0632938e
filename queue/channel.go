package queue

import "slices"

// ChannelCount is what came by a channel (渠道) on a business day: a poster, a desk, a promoter.
type ChannelCount struct {
	Channel   string `json:"channel"`
	Followers int    `json:"followers"` // followed the account by its code
	Scans     int    `json:"scans"`     // scanned it and were followers before
	Tickets   int    `json:"tickets"`   // taken by it
	Cancels   int    `json:"cancels"`   // of those tickets
}

// Days lists the business days that are kept, oldest first, each with what came by channels.
func (b *Book) Days() []Day { return slices.Clone(b.days) }
