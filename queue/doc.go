// Package queue is the thinking of Paihao: tickets, counters, the line and the rules between them.
//
// It knows neither screens nor WeChat nor a database. Commands go in through one writer (Queue.Do),
// every change is written to a Store before anybody hears of it, and readers see it through Look and Watch.
package queue
