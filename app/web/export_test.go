package web

// NewServer serves on a listener that a test made.
var NewServer = newServer

// Routes lists the API's routes as its table says them.
func Routes() (list []string) {
	for _, r := range (LocalOptions{}).routes() {
		list = append(list, r.at)
	}
	return list
}
