//go:build window

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test of this file presses the real program in a real X server, as staff and customers would; PAIHAO_BINARY names
// the program. It needs Xvfb, openbox, xdotool, wmctrl, xprop, ImageMagick, zbarimg and tesseract.

// display is an X server with a window manager, and the kiosk that runs in it.
type display struct {
	t             testing.TB
	env           []string
	home          string
	kiosk         *exec.Cmd
	server        *exec.Cmd
	manager       *exec.Cmd // of the windows
	ended         chan error
	public, local string
	pictures      int
}

// TestWindows plays a short day: a customer scans what the screen shows, staff open a counter and call with the mouse,
// the screen shows the number, and closing asks first and leaves nothing behind.
func TestWindows(t *testing.T) {
	d := mustDisplay(t)
	d.mustStart("-trial")
	screen, desk := d.mustFind("Screen"), d.mustFind("Desk")
	d.mustRun("wmctrl", "-i", "-r", screen, "-b", "add,fullscreen")

	code := d.mustScanScreen(screen)
	d.mustPost("http://"+code.Host+"/sandbox/customers/o-window-test/scan", map[string]string{"ticket": code.Query().Get("ticket")})
	d.mustSee("a waiting ticket", func() bool { return d.hall().Services[0].Waiting == 1 })

	d.mustChooseCounter(desk)
	d.mustSee("a call", func() bool { d.click(desk, 195, 130); return len(d.hall().Calls) == 1 })
	d.mustSee("A001 on the screen", func() bool { return strings.Contains(d.read(screen), "A001") })
	// A key does nothing while the answer to the one before is on its way, so each is pressed until it has worked.
	d.mustSee("a second call", func() bool { d.key(desk, "F3"); return len(d.hall().Calls) > 1 })
	d.mustSee("a started ticket", func() bool { d.key(desk, "F2"); return d.hall().Counters[0].Current.State == "serving" })
	d.mustSee("a free counter", func() bool { d.key(desk, "F7"); return d.hall().Counters[0].Current == nil })

	d.key(screen, "Escape")
	if class := d.mustRun("xprop", "-id", screen, "WM_CLASS"); !strings.Contains(class, `"paihao", "paihao"`) {
		t.Errorf("a rule of the window manager cannot name the screen: %s", class)
	}
	if state := d.mustRun("xprop", "-id", screen, "_NET_WM_STATE"); !strings.Contains(state, "FULLSCREEN") {
		t.Errorf("after Esc the screen is %q, want it full", state)
	}
	d.mustClose(desk)
}

func mustDisplay(t testing.TB) *display {
	t.Helper()
	return mustDisplayOf(t, fullHD)
}

// kioskRules is a window manager as a kiosk should have it: it has no keys and no menus of its own.
const kioskRules = `<openbox_config xmlns="http://openbox.org/3.4/rc"><keyboard/><mouse/></openbox_config>`

// mustDisplayOf is a display of a size in pixels.
func mustDisplayOf(t testing.TB, size string) *display {
	t.Helper()
	home := t.TempDir()
	d := &display{t: t, home: home, public: mustFreePort(t), local: mustFreePort(t), ended: make(chan error, 1)}
	d.env = append(os.Environ(), "XDG_CONFIG_HOME="+home, "XDG_RUNTIME_DIR="+home, "WAYLAND_DISPLAY=",
		"PAIHAO_LISTEN_PUBLIC="+d.public, "PAIHAO_LISTEN_LOCAL="+d.local, "PAIHAO_VENUE_DAY_STARTS="+farDay())
	d.env = append(d.env, "DISPLAY="+d.mustServer(size))
	rules := filepath.Join(home, "openbox.xml")
	if err := os.WriteFile(rules, []byte(kioskRules), 0o600); err != nil {
		t.Fatal(err)
	}
	d.manager = d.background("openbox", "--config-file", rules)
	t.Cleanup(func() { stop(d.manager) })
	d.mustSee("a window manager", func() bool {
		out, err := d.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
		return err == nil && strings.Contains(out, "0x")
	})
	return d
}

// mustServer starts Xvfb on a display it picks itself. What it shows lies in a file beside the settings too.
func (d *display) mustServer(size string) string {
	d.t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		d.t.Fatal(err)
	}
	d.server = exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size+"x24", "-nolisten", "tcp", "-noreset", "-fbdir", d.home)
	d.server.ExtraFiles = []*os.File{w}
	if err := d.server.Start(); err != nil {
		d.t.Fatal(err)
	}
	w.Close()
	d.t.Cleanup(func() { stop(d.server) })
	number := make([]byte, 16)
	n, err := r.Read(number)
	if err != nil {
		d.t.Fatalf("Xvfb names no display: %v", err)
	}
	return ":" + strings.TrimSpace(string(number[:n]))
}

func (d *display) background(name string, args ...string) *exec.Cmd {
	d.t.Helper()
	c := exec.Command(name, args...)
	c.Env = d.env
	c.Stderr = d.t.Output()
	if err := c.Start(); err != nil {
		d.t.Fatal(err)
	}
	return c
}

func stop(c *exec.Cmd) {
	_ = c.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	_ = c.Wait()                          // how it ends is of no interest
}

func (d *display) mustStart(flags ...string) {
	d.t.Helper()
	binary := os.Getenv("PAIHAO_BINARY")
	if binary == "" {
		d.t.Fatal("PAIHAO_BINARY does not name the program")
	}
	d.kiosk = d.background(binary, flags...)
	go func() { d.ended <- d.kiosk.Wait() }()
	d.t.Cleanup(func() { _ = d.kiosk.Process.Kill() })
	d.t.Cleanup(d.keepPicture)
}

// keepPicture keeps what the display shows when the test has failed.
func (d *display) keepPicture() {
	if !d.t.Failed() {
		return
	}
	path := filepath.Join(d.t.ArtifactDir(), "display.png")
	if _, err := d.run("import", "-window", "root", path); err == nil {
		d.t.Logf("what the display showed: %s", path)
	}
}

// run runs a program of the display. One that waits for ever, as for a window that has gone, is ended.
func (d *display) run(name string, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(context.Background(), 30*time.Second)
	defer stop()
	c := exec.CommandContext(ctx, name, args...)
	c.Env = d.env
	out, err := c.Output()
	return string(out), err
}

func (d *display) mustRun(name string, args ...string) string {
	d.t.Helper()
	out, err := d.run(name, args...)
	if err != nil {
		d.t.Fatalf("%s %v: %v", name, args, err)
	}
	return out
}

// mustFind waits for a window by its title.
func (d *display) mustFind(title string) (id string) {
	d.t.Helper()
	d.mustSee("window "+title, func() bool {
		out, err := d.run("xdotool", "search", "--onlyvisible", "--name", title)
		id = strings.TrimSpace(out)
		return err == nil && id != ""
	})
	return id
}

func (d *display) mustSee(what string, seen func() bool) {
	d.t.Helper()
	limit := time.After(60 * time.Second)
	for !seen() {
		select {
		case err := <-d.ended:
			d.t.Fatalf("the program ended (%v) before there was %s", err, what)
		case <-limit:
			d.t.Fatalf("never saw %s; the hall: %+v", what, d.hall())
		case <-time.After(300 * time.Millisecond):
		}
	}
}

func (d *display) click(window string, x, y int) {
	d.t.Helper()
	d.mustRun("xdotool", "windowactivate", "--sync", window, "mousemove", "--window", window, strconv.Itoa(x), strconv.Itoa(y), "click", "1")
}

func (d *display) key(window, key string) {
	d.t.Helper()
	d.mustRun("xdotool", "windowactivate", "--sync", window, "key", key)
}

// picture takes what a window shows; the window comes to the front for it.
func (d *display) picture(window string) string {
	d.t.Helper()
	d.pictures++
	path := filepath.Join(d.t.TempDir(), fmt.Sprintf("%d.png", d.pictures))
	d.mustRun("xdotool", "windowactivate", "--sync", window)
	d.mustRun("import", "-window", window, path)
	return path
}

// mustScanScreen reads the QR code of the first service off the picture of the screen.
func (d *display) mustScanScreen(window string) (code *url.URL) {
	d.t.Helper()
	d.mustSee("a QR code", func() bool {
		out, err := d.run("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", d.picture(window))
		for _, text := range strings.Fields(out) {
			if u, bad := url.Parse(text); err == nil && bad == nil && u.String() == d.hall().Codes[0].URL {
				code = u
			}
		}
		return code != nil
	})
	code.Host = "127.0.0.1:" + code.Port()
	return code
}

// read is the large writing on the screen: what tesseract makes of the left of the call panel, which is light on dark
// or, while it flashes, dark on light.
func (d *display) read(window string) (text string) {
	d.t.Helper()
	path := d.picture(window)
	for _, turn := range []string{"-negate", "-auto-level"} {
		number := path + turn + ".png"
		d.mustRun("convert", path, "-crop", "680x260+70+260", "+repage", "-colorspace", "Gray", turn, number)
		text += d.mustRun("tesseract", number, "-", "--psm", "7", "-c", "tessedit_char_whitelist=ABC0123456789")
	}
	return text
}

// answer is what the API says, as far as this test reads it.
type answer struct {
	Day      string
	Services []struct{ Waiting int }
	Counters []struct {
		State   string
		Current *struct{ Number, State string }
	}
	Calls  []struct{ Number string }
	Missed []string
	Codes  []struct{ URL string }
}

// hall is what the API says. It is empty while the program does not answer.
func (d *display) hall() (h answer) {
	d.t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://"+d.local+"/api/v1/queue", nil)
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer paihao-trial-token")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return answer{}
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&h); err != nil {
		d.t.Fatal(err)
	}
	return h
}

func (d *display) mustPost(to string, body any) {
	d.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		d.t.Fatal(err)
	}
	resp, err := http.Post(to, "application/json", bytes.NewReader(text))
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		d.t.Fatalf("POST %s: %s", to, resp.Status)
	}
}
