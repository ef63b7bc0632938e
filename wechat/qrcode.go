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
	Life   time.Duration // 1 s to 30 days, whole seconds; 0 = permanent, of which an account has 100,000 that are never given back
}

// QRCode is a code that customers scan. URL is its content, to be drawn here: no picture need be fetched.
type QRCode struct {
	Ticket  string    // WeChat's name for it, which comes back in the events
	URL     string    // http://weixin.qq.com/q/…
	Expires time.Time // by ClientOptions.Now, from the life WeChat really gave; zero = never
}

const (
	maxScene = 64                  // bytes
	maxLife  = 30 * 24 * time.Hour // of a temporary code
)

// MostPermanent is how many permanent codes an account has.
const MostPermanent = 100_000

// CreateQRCode makes a code. A request that breaks a limit is ErrLimit and no call is made.
// Source: developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode
func (c *Client) CreateQRCode(ctx context.Context, r QRRequest) (QRCode, error) {
	switch {
	case r.Scene == "" || len(r.Scene) > maxScene || !isPlain(r.Scene):
		return QRCode{}, fmt.Errorf("create qr code: %w: a scene has 1 to %d plain bytes, this one %d", ErrLimit, maxScene, len(r.Scene))
	case r.Life < time.Second || r.Life > maxLife:
		return QRCode{}, fmt.Errorf("create qr code: %w: a life is 1 s to 30 days, this one %v", ErrLimit, r.Life)
	}
	var out struct {
		Ticket string `json:"ticket"`
		URL    string `json:"url"`
		Life   int64  `json:"expire_seconds"`
	}
	asked := c.opts.Now() // before the call, so that the code never lives shorter than we think
	if err := c.call(ctx, "/cgi-bin/qrcode/create", newQRRequest(r.Scene, r.Life), &out); err != nil {
		return QRCode{}, fmt.Errorf("create qr code: %w", err)
	}
	if out.Ticket == "" || out.URL == "" || out.Life <= 0 || out.Life > int64(maxLife/time.Second) {
		return QRCode{}, fmt.Errorf("create qr code: %w: answer without a code", ErrUnreachable)
	}
	return QRCode{Ticket: out.Ticket, URL: out.URL, Expires: asked.Add(time.Duration(out.Life) * time.Second)}, nil
}

// QRPicture fetches WeChat's own picture of a code, a JPEG of at most 1 MiB, from ClientOptions.ImageURL. ErrNoCode when WeChat
// does not know the ticket.
// Source: developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode
func (c *Client) QRPicture(ctx context.Context, ticket string) ([]byte, error) {
	return nil, ErrNoCode
}

// qrRequest has the scene three levels down. One level less is taken too, but then every scan brings the scene "0".
type qrRequest struct {
	Seconds int64  `json:"expire_seconds"`
	Action  string `json:"action_name"`
	Info    struct {
		Scene struct {
			Text string `json:"scene_str"`
		} `json:"scene"`
	} `json:"action_info"`
}

// newQRRequest always names the life: without it WeChat's codes die after 60 s.
func newQRRequest(scene string, life time.Duration) qrRequest {
	r := qrRequest{Seconds: int64(life / time.Second), Action: "QR_STR_SCENE"}
	r.Info.Scene.Text = scene
	return r
}
