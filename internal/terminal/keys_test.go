package terminal

import "testing"

func TestKeySequence(t *testing.T) {
	for name, want := range map[string]string{
		"a": "a", "Z": "Z", "中": "中", "+": "+", "?": "?", "space": " ", "enter": "\r", "tab": "\t", "esc": "\x1b", "backspace": "\x7f",
		"shift+tab": "\x1b[Z", "shift+a": "A", "alt+enter": "\x1b\r", "alt+中": "\x1b中", "alt++": "\x1b+",
		"ctrl+a": "\x01", "ctrl+z": "\x1a", "ctrl+c": "\x03", "ctrl+space": "\x00", "ctrl+_": "\x1f", "ctrl+[": "\x1b", "ctrl+alt+l": "\x1b\x0c",
		"up": "\x1b[A", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "delete": "\x1b[3~",
		"shift+up": "\x1b[1;2A", "ctrl+right": "\x1b[1;5C", "ctrl+shift+end": "\x1b[1;6F", "alt+pgdown": "\x1b[6;3~",
		"f1": "\x1bOP", "f4": "\x1bOS", "f5": "\x1b[15~", "f12": "\x1b[24~", "shift+f1": "\x1b[1;2P",
	} {
		if got, err := keySequence(name, false); got != want || err != nil {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
	for _, name := range []string{"", "return", "ctrl+1", "ctrl+中", "shift+1", "shift+enter", "meta+a", "f13", "ctrl+"} {
		if got, err := keySequence(name, false); err == nil {
			t.Errorf("%q sends %q", name, got)
		}
	}
	if got, _ := keySequence("up", true); got != "\x1bOA" {
		t.Errorf("with application keys, up sends %q", got)
	}
}

func TestIncomplete(t *testing.T) {
	for in, want := range map[string]int{"": 0, "a": 0, "中": 0, "a\xe4": 1, "\xe4\xb8": 2, "\xf0\x9f\x98": 3, "\xff": 0, "\xad": 0} {
		if got := incomplete([]byte(in)); got != want {
			t.Errorf("%q: %d, want %d", in, got, want)
		}
	}
}
