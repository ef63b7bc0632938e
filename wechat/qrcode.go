package wechat

import (
	"context"
	"fmt"
	"time"
)

// QRRequest says which code is wanted: one whose scans bring a text, or one whose scans bring a number.
type QRRequest struct {
	Scene  string        // 1 to 64 bytes without control characters; "" = by Number
	Number uint32        // not 0; of a permanent code up to 100,000
	Life   time.Duration // 1 s to 30 days, whole seconds; 0 = permanent: an account has MostPermanent, never given back
}

// QRCode is a code that customers scan. URL is its content, to be drawn here: no picture need be fetched.
type QRCode struct {
	Ticket  string    // WeChat's name for it, which comes back in the events
	URL     string    // http://weixin.qq.com/q/…
	Expires time.Time // by ClientOptions.Now, from the life WeChat really gave; zero = never
}

const (
	maxScene  = 64                  // bytes
	maxLife   = 30 * 24 * time.Hour // of a temporary code
	maxTicket = 1024                // bytes of a ticket or a url; real ones have about 100
)

// MostPermanent is how many permanent codes an account has.
const MostPermanent = 100_000

// check holds the request to WeChat's limits.
func (r *QRRequest) check() error {
	switch {
	case r.Scene != "" && r.Number != 0:
		return fmt.Errorf("%w: a code has a scene or a number, not both", ErrLimit)
	case r.Number == 0 && (r.Scene == "" || len(r.Scene) > maxScene || !isPlain(r.Scene)):
		return fmt.Errorf("%w: a scene has 1 to %d plain bytes, this one %d", ErrLimit, maxScene, len(r.Scene))
	case r.Life == 0 && r.Number > MostPermanent:
		return fmt.Errorf("%w: the number of a permanent code is at most %d, this one %d", ErrLimit, MostPermanent, r.Number)
	case r.Life != 0 && (r.Life < time.Second || r.Life > maxLife):
		return fmt.Errorf("%w: a life is 1 s to 30 days, this one %v", ErrLimit, r.Life)
	}
	return nil
}

// CreateQRCode makes a code. A request that breaks a limit is ErrLimit and no call is made.
// Source: developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode
func (c *Client) CreateQRCode(ctx context.Context, r QRRequest) (QRCode, error) {
	if err := r.check(); err != nil {
		return QRCode{}, fmt.Errorf("create qr code: %w", err)
	}
	var out struct {
		Ticket string `json:"ticket"`
		URL    string `json:"url"`
		Life   loose  `json:"expire_seconds"`
	}
	asked := c.opts.Now() // before the call, so that the code never lives shorter than we think
	if err := c.call(ctx, &request{path: "/cgi-bin/qrcode/create", in: newQRBody(r), repeat: true}, &out); err != nil {
		return QRCode{}, fmt.Errorf("create qr code: %w", err)
	}
	life, lives := out.Life.number(1, int64(maxLife/time.Second))
	if !isToken(out.Ticket) || !isToken(out.URL) || r.Life != 0 && !lives {
		return QRCode{}, fmt.Errorf("create qr code: %w", without("a code"))
	}
	code := QRCode{Ticket: out.Ticket, URL: out.URL}
	if r.Life != 0 {
		code.Expires = asked.Add(time.Duration(life) * time.Second)
	}
	return code, nil
}

// isToken tells the texts that name or draw a code.
func isToken(s string) bool {
	return s != "" && len(s) <= maxTicket && isPlain(s)
}

// qrBody has the scene three levels down. One level less is taken too, but then every scan brings the scene "0".
type qrBody struct {
	Seconds int64  `json:"expire_seconds,omitempty"`
	Action  string `json:"action_name"`
	Info    struct {
		Scene struct {
			Text   string `json:"scene_str,omitempty"`
			Number uint32 `json:"scene_id,omitempty"`
		} `json:"scene"`
	} `json:"action_info"`
}

// newQRBody names the life of every temporary code: without it WeChat's codes die after 60 s.
func newQRBody(r QRRequest) qrBody {
	b := qrBody{Seconds: int64(r.Life / time.Second)}
	b.Info.Scene.Text, b.Info.Scene.Number = r.Scene, r.Number
	switch {
	case r.Life == 0 && r.Scene == "":
		b.Action = "QR_LIMIT_SCENE"
	case r.Life == 0:
		b.Action = "QR_LIMIT_STR_SCENE"
	case r.Scene == "":
		b.Action = "QR_SCENE"
	default:
		b.Action = "QR_STR_SCENE"
	}
	return b
}
