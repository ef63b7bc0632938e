// Window is the least a program with Fyne's windows and our fonts can be: one full window with a line in each weight. What
// Paihao's windows cost is told as a multiple of what this one costs.
package main

import (
	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"paihao/assets"
)

type bare struct{ fyne.Theme }

// Font gives the fonts of Paihao.
func (bare) Font(style fyne.TextStyle) fyne.Resource {
	if style.Bold {
		return fyne.NewStaticResource("bold.ttf", assets.FontBold)
	}
	return fyne.NewStaticResource("regular.ttf", assets.FontRegular)
}

func main() {
	a := fyneapp.NewWithID("cn.paihao.bench.window")
	a.Settings().SetTheme(bare{theme.DefaultTheme()})
	w := a.NewWindow("Bare")
	regular := canvas.NewText("请到 Please go to", theme.Color(theme.ColorNameForeground))
	bold := canvas.NewText("A012 3号窗口", theme.Color(theme.ColorNameForeground))
	bold.TextStyle.Bold = true
	w.SetContent(container.NewCenter(container.NewVBox(regular, bold)))
	w.SetFullScreen(true)
	w.ShowAndRun()
}
