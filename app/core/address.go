package core

import "net"

// onLoopback is the address as this machine reaches it.
func onLoopback(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// onNetwork is the address as a phone on the same network reaches it: by this machine's first address that is not
// a loopback one, if it listens there. A machine without a network has its loopback only.
func onNetwork(address string) string {
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsUnspecified() {
		return address
	}
	list, err := net.InterfaceAddrs()
	if err != nil {
		return onLoopback(address)
	}
	for _, a := range list {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && n.IP.IsGlobalUnicast() {
			return net.JoinHostPort(n.IP.String(), port)
		}
	}
	return onLoopback(address)
}
