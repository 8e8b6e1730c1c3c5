package tui

import (
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// The keys that act on every screen.
const (
	keyQuit     = "quit"
	keyHelp     = frame.HelpID
	keyLanguage = "language"
	keyRedraw   = "redraw"
)

// globalKeys act everywhere. While a text is typed, only those that are no letters do.
func globalKeys(typing bool) frame.KeyMap {
	m := frame.KeyMap{
		ID: "global", Title: i18n.Text{ZH: "随处可用", EN: "Everywhere"},
		Bindings: []frame.Binding{
			{
				ID: keyHelp, Keys: []string{"?", "f1"}, Text: i18n.Text{ZH: "按键", EN: "keys"}, ShowInHelpLine: true,
				Help: i18n.Text{ZH: "显示这里可用的全部按键。正在输入文字时用 f1", EN: "Show all keys that act here. While typing a text, f1"},
			},
			{
				ID: keyLanguage, Keys: []string{"ctrl+t", "f5"}, Text: i18n.Text{ZH: "English", EN: "中文"}, ShowInHelpLine: true,
				Help: i18n.Text{ZH: "切换中文与英文", EN: "Switch between Chinese and English"},
			},
			{
				ID: keyRedraw, Keys: []string{"ctrl+l"}, Text: i18n.Text{ZH: "重画", EN: "redraw"},
				Help: i18n.Text{ZH: "屏幕错乱时重画", EN: "Draw the screen again when it is garbled"},
			},
			{
				ID: keyQuit, Keys: []string{"ctrl+c", "ctrl+q"}, Text: i18n.Text{ZH: "退出", EN: "quit"}, ShowInHelpLine: true,
				Help: i18n.Text{ZH: "退出。答案都已保存，下次从这里继续", EN: "Quit. Every answer is saved, and the next run goes on from here"},
			},
		},
	}
	if typing {
		for i, b := range m.Bindings {
			if b.ID == keyHelp {
				m.Bindings[i].Keys = b.Keys[1:]
			}
		}
	}
	return m
}
