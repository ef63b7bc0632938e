//go:build linux && !headless && !wayland

package main

/*
#cgo LDFLAGS: -lX11
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <malloc.h>

extern void displayLost(void);

static int lost(Display *display) { displayLost(); return 0; }
static void watch(void) { XSetIOErrorHandler(lost); }

static int pass(Display *display, XErrorEvent *event) { return 0; }

// manager is the window of the window manager, as another window names it.
static Window manager(Display *display, Window window, Atom name) {
	Window named = None;
	Atom type;
	int format;
	unsigned long count, rest;
	unsigned char *value = NULL;
	XGetWindowProperty(display, window, name, 0, 1, False, XA_WINDOW, &type, &format, &count, &rest, &value);
	if (value != NULL && count == 1) {
		named = *(Window *)value;
	}
	XFree(value);
	return named;
}

static void forget(void) {
	Display *display = XOpenDisplay(NULL);
	if (display == NULL) {
		return;
	}
	int (*before)(Display *, XErrorEvent *) = XSetErrorHandler(pass); // a window that is gone is an error
	Atom name = XInternAtom(display, "_NET_SUPPORTING_WM_CHECK", False);
	Window root = DefaultRootWindow(display), named = manager(display, root, name);
	if (named != None && manager(display, named, name) != named) {
		XDeleteProperty(display, root, name);
	}
	XSync(display, False);
	XSetErrorHandler(before);
	XCloseDisplay(display);
}

static void give(void) { mallopt(M_MMAP_THRESHOLD, 64 << 10); }
*/
import "C"

// forgetDeadManager takes away what a window manager that was killed has left at the X server: its name. GLFW 3.4 takes it for
// running then, stumbles over its window that is gone, and aborts the program (github.com/glfw/glfw/issues/2601). A venue's
// program has to start without a window manager too. Source: Extended Window Manager Hints 1.5, _NET_SUPPORTING_WM_CHECK.
func forgetDeadManager() { C.forget() }

// giveBack has the C library return what OpenGL has had of 64 KiB and more as soon as that is freed. By itself it learns to
// keep up to 32 MiB, and the textures of each text in between tear holes that grow for days. Source: mallopt(3), "dynamic mmap
// threshold".
func giveBack() { C.give() }

// whenDisplayLost is what remains to be done when the X server has ended.
var whenDisplayLost func()

// watchDisplay has do called when the X server has ended, once. Xlib would end the program at once, and does when the call
// returns; so it does not return, and do has to see to the end.
func watchDisplay(do func()) {
	whenDisplayLost = do
	C.watch()
}

//export displayLost
func displayLost() {
	whenDisplayLost()
	select {}
}
