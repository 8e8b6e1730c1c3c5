package main

import (
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/internal/cells"
)

const (
	// progressAfter is how long something takes before its progress is shown.
	progressAfter = 800 * time.Millisecond
	// progressEvery is the time between two looks of the line.
	progressEvery = 120 * time.Millisecond
	usualColumns  = 100
)

// width is how many columns the output has, 0 when it is no terminal.
func (a *app) width() int {
	if out, ok := a.out.(*os.File); ok && term.IsTerminal(out.Fd()) {
		if w, _, err := term.GetSize(out.Fd()); err == nil {
			return w
		}
	}
	return 0
}

// progressLine shows the progress of long work on one line of a terminal at the error output. The line
// goes away with done, which may be called often.
func (a *app) progressLine() (progress gantry.ProgressFunc, done func()) {
	to, ok := a.err.(*os.File)
	if !ok || !term.IsTerminal(to.Fd()) {
		return nil, func() {}
	}
	width, _, err := term.GetSize(to.Fd())
	if err != nil {
		width = usualColumns
	}
	line := &progressLine{to: to, width: width - 1, start: time.Now()}
	return func(p gantry.Progress) {
		text := p.Step.Text().In(a.lang)
		if p.Application != "" {
			text = p.Application + ": " + text
		}
		if p.Files > 0 {
			text += a.sayf("，已读 %d 个文件", ", %d files read", p.Files)
		}
		if p.Layers > 0 {
			text += a.sayf("，镜像第 %[1]d/%[2]d 层", ", layer %[1]d of %[2]d of the image", p.Layer, p.Layers)
		}
		line.show(text)
	}, line.clear
}

type progressLine struct {
	mu    sync.Mutex
	to    *os.File
	width int
	start time.Time
	last  time.Time
	shown bool
}

func (l *progressLine) show(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if now.Sub(l.start) < progressAfter || now.Sub(l.last) < progressEvery {
		return
	}
	l.last, l.shown = now, true
	_, _ = fmt.Fprint(l.to, "\r"+ansi.EraseLineRight+cells.Truncate(cells.Clean(text), l.width))
}

func (l *progressLine) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shown {
		_, _ = fmt.Fprint(l.to, "\r"+ansi.EraseLineRight)
		l.shown = false
	}
}
