package queue

import (
	"strconv"
	"strings"
)

// number is how a serial reads on a ticket: the prefix and at least digits digits. After 999 comes 1000.
func number(prefix string, serial, digits int) string {
	count := strconv.Itoa(serial)
	return prefix + strings.Repeat("0", max(0, digits-len(count))) + count
}

// lastSerial is the highest serial with no more than digits digits.
func lastSerial(digits int) int {
	n := 1
	for range digits {
		n *= 10
	}
	return n - 1
}
