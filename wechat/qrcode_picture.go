package wechat

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// jpegStart is how every JPEG begins. The type in the header is not asked: a page that asks to log in has claimed more.
var jpegStart = []byte{0xFF, 0xD8, 0xFF}

// QRPicture fetches WeChat's own picture of a code, a JPEG of at most 1 MiB, from ClientOptions.ImageURL. It takes neither a
// token nor a redirect. ErrNoCode when WeChat does not know the ticket.
// Source: developers.weixin.qq.com/doc/service/Account_Management/Generating_a_Parametric_QR_Code.html
func (c *Client) QRPicture(ctx context.Context, ticket string) ([]byte, error) {
	if !isToken(ticket) {
		return nil, fmt.Errorf("picture of a qr code: %w: a ticket has 1 to %d plain bytes, this one %d", ErrLimit, maxTicket, len(ticket))
	}
	picture, err := c.picture(ctx, ticket)
	if err != nil {
		return nil, fmt.Errorf("picture of a qr code: %w", err)
	}
	return picture, nil
}

func (c *Client) picture(ctx context.Context, ticket string) ([]byte, error) {
	if c.tokens.ctx.Err() != nil {
		return nil, errClosed
	}
	answer, err := c.http.R().SetContext(ctx).SetQueryParam("ticket", ticket).
		Get(strings.TrimRight(c.opts.ImageURL, "/") + "/cgi-bin/showqrcode")
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, givenUp(ctx)
	case err != nil:
		return nil, unreachable(err)
	case answer.StatusCode() == http.StatusNotFound:
		return nil, ErrNoCode
	case answer.StatusCode() != http.StatusOK:
		return nil, fmt.Errorf("%w: status %d", ErrUnreachable, answer.StatusCode())
	}
	picture := answer.Body()
	if err := pictureError(picture, ticket, c.opts.Secret); err != nil {
		return nil, err
	}
	return picture, nil
}

// pictureError tells what came in the place of a picture. WeChat says with status 200 and JSON that it is busy.
func pictureError(body []byte, hidden ...string) error {
	if bytes.HasPrefix(body, jpegStart) {
		return nil
	}
	var refusal *Error
	if err := readAnswer(body, &struct{}{}, hidden); errors.As(err, &refusal) {
		return err
	}
	return without("a picture")
}
