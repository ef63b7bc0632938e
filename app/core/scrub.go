package core

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"paihao/app/config"
	"paihao/queue"
)

// scrubber takes out of a text what says who a customer is or lets somebody in: what is known from settings and data, however
// it is quoted, and beside that whatever looks like it, since what a log has kept the data may have forgotten.
type scrubber struct{ known *strings.Replacer }

const (
	scrubbed    = "***"
	leastSecret = 6 // characters of a secret that is looked for; a shorter one is a word that means something else, too
	leastName   = 4 // the same of a customer's names; two are enough in Chinese
)

// newScrubber knows the secrets of the settings and those whom the data names. saved may be nil.
func newScrubber(s *config.Settings, saved *queue.Saved) *scrubber {
	var known []string
	for _, secret := range s.Secrets {
		known = append(known, longer(leastSecret, secret.Reveal(), passwordIn(secret.Reveal()))...)
	}
	if saved != nil {
		known = append(known, longer(leastName, identities(saved)...)...)
	}
	var forms []string
	for _, text := range known {
		forms = append(forms, quotings(text)...)
	}
	slices.SortFunc(forms, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) }) // the longest first
	var pairs []string
	for _, form := range slices.Compact(forms) {
		pairs = append(pairs, form, scrubbed)
	}
	return &scrubber{strings.NewReplacer(pairs...)}
}

// identities is what the data says of who customers are.
func identities(saved *queue.Saved) (list []string) {
	for _, c := range saved.Contacts {
		list = append(list, c.Customer.OpenID, c.Union, c.Phone, strings.TrimPrefix(c.Phone, "+"))
	}
	for _, b := range saved.Bindings {
		list = append(list, b.Customer.OpenID, b.User)
	}
	for _, c := range saved.Codes {
		list = append(list, c.User, c.Ticket)
	}
	return list
}

// longer are the texts of as many characters. Two that are not ASCII are enough.
func longer(least int, texts ...string) []string {
	return slices.DeleteFunc(texts, func(text string) bool {
		return len([]rune(text)) < least && (len([]rune(text)) < 2 || strings.IndexFunc(text, func(r rune) bool { return r > 0x7f }) < 0)
	})
}

// passwordIn is the password of a secret that is an address.
func passwordIn(secret string) string {
	u, err := url.Parse(secret)
	if err != nil || u.User == nil {
		return ""
	}
	password, _ := u.User.Password()
	return password
}

// quotings are the ways in which a text may stand in a line of the log: as it is, in an address, and in quotes, twice at the
// most.
func quotings(text string) []string {
	once := inQuotes(text)
	return []string{text, url.QueryEscape(text), url.PathEscape(text), once, inQuotes(once)}
}

func inQuotes(text string) string {
	quoted := strconv.Quote(text)
	return quoted[1 : len(quoted)-1]
}

// What looks private, whoever's it is.
var (
	privateValue = regexp.MustCompile(`(?i)\b([a-z_]*(?:token|secret|passwo?rd|openid|unionid|phone|mobile|aes_?key|session_key|js_code|nickname))(\\*"?=\\*"?|\\*"\s*:\s*\\*")([^\s"\\&,;}]+)`)
	bearerValue  = regexp.MustCompile(`(?i)\b(bearer|basic) +[^\s"\\]+`)
	userInfo     = regexp.MustCompile(`://[^/\s@"]+@`)
	longRun      = regexp.MustCompile(`[A-Za-z0-9_-]{20,}`)
	uuidShape    = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	timeInName   = regexp.MustCompile(`-(20\d\d-\d\d-\d\d(T\d\d-\d\d-\d\d)?|20\d{6}-\d{6})`)
)

// openIDLength is how long WeChat's openids and unionids are, which begin with an o.
const openIDLength = 28

// text is a text without what is private.
func (s *scrubber) text(text string) string {
	text = s.known.Replace(text)
	text = privateValue.ReplaceAllString(text, "${1}${2}"+scrubbed)
	text = bearerValue.ReplaceAllString(text, "${1} "+scrubbed)
	text = userInfo.ReplaceAllString(text, "://"+scrubbed+"@")
	text = longRun.ReplaceAllStringFunc(text, func(run string) string {
		if isRandom(run) {
			return scrubbed
		}
		return run
	})
	return withoutPhones(text)
}

// isRandom tells whether a run of letters and digits was drawn and not written: a token, a key, an openid. Ids of tickets are
// drawn too, and are nobody's; names of files with a time in them are not.
func isRandom(run string) bool {
	if uuidShape.MatchString(run) {
		return false
	}
	run = timeInName.ReplaceAllString(run, "")
	digits := strings.ContainsAny(run, "0123456789")
	letters := strings.ContainsFunc(run, func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' })
	return digits && letters || len(run) == openIDLength && run[0] == 'o'
}
