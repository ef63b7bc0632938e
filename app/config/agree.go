package config

import (
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"paihao/queue"
)

// agree checks what only several keys together can tell, after all layers.
func (r *reading) agree() {
	r.agreeHall()
	r.agreePrefixes()
	r.agreeHours()
	r.agreeCounters()
	r.agreeScreen()
	r.agreeTokens()
	r.agreeWeChat()
	r.agreePorts()
	r.agreeMessages()
	r.agreeMini()
	r.agreeChannels()
	r.agreeStaff()
}

// need refuses a key that is still empty.
func (r *reading) need(path string, there bool) {
	if !there && !r.wrong(path) {
		r.add(r.at(path), path, foundNothing, wantRequired)
	}
}

// agreeHall wants services and counters, each with an id that no other has.
func (r *reading) agreeHall() {
	if len(r.settings.Services) == 0 && !r.wrong("service") {
		r.add(r.at("service"), "service", foundNothing, wantTables("service", mostServices))
	}
	if len(r.settings.Counters) == 0 && !r.wrong("counter") {
		r.add(r.at("counter"), "counter", foundNothing, wantTables("counter", mostCounters))
	}
	services, counters := map[string]place{}, map[string]place{}
	for i, s := range r.settings.Services {
		r.once(services, s.ID, item("service", i, "id"))
	}
	for i, c := range r.settings.Counters {
		r.once(counters, c.ID, item("counter", i, "id"))
	}
}

func (r *reading) once(ids map[string]place, id, path string) {
	if first, twice := ids[id]; twice && id != "" {
		r.add(r.at(path), path, foundTwiceID(id, first.line), wantUniqueID)
		return
	}
	ids[id] = r.at(path)
}

// agreePrefixes keeps numbers unique: two services may have the same prefix only if both say so, and a prefix must
// not be another one followed by digits, or A1 with number 001 would look like A with number 1001.
func (r *reading) agreePrefixes() {
	for i, s := range r.settings.Services {
		path := item("service", i, "prefix")
		for _, other := range r.settings.Services[:i] {
			if s.Prefix == other.Prefix && s.SharedPrefix && other.SharedPrefix {
				continue
			}
			if mayLookAlike(s.Prefix, other.Prefix) && !r.wrong(path) {
				r.add(r.at(path), path, foundPrefix(s.Prefix, other), wantFreePrefix)
				break
			}
		}
	}
}

func mayLookAlike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	rest, ok := strings.CutPrefix(b, a)
	return ok && strings.Trim(rest, "0123456789") == ""
}

// agreeCounters wants the services that counters name to exist.
func (r *reading) agreeCounters() {
	if r.wrong("service") {
		return // a service may be missing only because its own id is wrong
	}
	known := r.serviceIDs()
	for i, c := range r.settings.Counters {
		r.known(item("counter", i, "services"), c.Services, known, wantServiceOf)
	}
}

// known refuses those of a list of ids that are none of what there is.
func (r *reading) known(path string, ids, there []string, want func([]string) Words) {
	for i, id := range ids {
		if at := path + "[" + strconv.Itoa(i+1) + "]"; !slices.Contains(there, id) {
			r.add(r.at(at), at, foundQuoted(id), want(there))
		}
	}
}

func (r *reading) serviceIDs() []string {
	ids := make([]string, 0, len(r.settings.Services))
	for _, s := range r.settings.Services {
		ids = append(ids, s.ID)
	}
	return ids
}

// agreeWeChat wants the account's secrets outside trial, and a key wherever messages are encrypted.
func (r *reading) agreeWeChat() {
	if w := r.settings.WeChat; !r.trial && !w.Trial {
		r.need("wechat.app_id", w.AppID != "")
		r.need("wechat.app_secret", w.AppSecret != "")
		r.need("wechat.token", w.Token != "")
		r.need("wechat.encoding_aes_key", w.EncodingAESKey != "" || w.Mode != Safe)
	}
}

// agreePorts finds two listeners on one port here, where the key can be named; the system would only say that the
// address is in use.
func (r *reading) agreePorts() {
	host, port, err := net.SplitHostPort(r.settings.Listen.Public)
	localHost, localPort, localErr := net.SplitHostPort(r.settings.Listen.Local)
	if err != nil || localErr != nil || r.wrong("listen.local") || r.wrong("listen.public") {
		return
	}
	ip, _ := netip.ParseAddr(host)
	if port == localPort && port != "0" && (host == "" || host == localHost || ip.IsUnspecified()) {
		r.add(r.at("listen.local"), "listen.local", foundQuoted(r.settings.Listen.Local), wantOtherPort)
	}
}

// warn notes what is allowed and unwise.
func (r *reading) warn() {
	s := &r.settings
	if s.WeChat.Mode == Plain {
		s.warn(warnPlain)
	}
	if u, err := url.Parse(s.WeChat.APIURL); err == nil && u.Scheme == "http" && !isLoopback(u.Hostname()) {
		s.warn(warnHTTP)
	}
	for _, x := range s.Services {
		if !slices.ContainsFunc(s.Counters, func(c queue.Counter) bool { return slices.Contains(c.Services, x.ID) }) {
			s.warn(warnUnserved(x.ID))
		}
	}
	if s.screenApart() {
		s.warn(warnApart)
	}
	for _, gap := range partyGaps(s.Services) {
		s.warn(warnParty(partyText(gap)))
	}
	if u, err := url.Parse(s.Listen.PublicURL); err == nil && isInside(u.Hostname()) {
		s.warn(warnInside(u.Hostname()))
	}
	if port := portOf(s.Listen.PublicURL); port != "" && port != "80" && port != "443" {
		s.warn(warnPort(port))
	}
	r.warnChains()
	s.warnSlides()
}

func (s *Settings) warn(w Words) { s.Warnings = append(s.Warnings, w) }

// item is the path of a key in a list of tables; people count from 1.
func item(list string, i int, name string) string {
	return list + "[" + strconv.Itoa(i+1) + "]." + name
}
