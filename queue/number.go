package queue

import "fmt"

// number is how a serial reads on a ticket: the prefix and at least digits digits. After 999 comes 1000.
func number(prefix string, serial, digits int) string {
	return fmt.Sprintf("%s%0*d", prefix, digits, serial)
}

// lastSerial is the highest serial with no more than digits digits.
func lastSerial(digits int) int {
	n := 1
	for range digits {
		n *= 10
	}
	return n - 1
}
