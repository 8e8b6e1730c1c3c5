package terminal

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Modifier bits of xterm's parameter, which is their sum plus one.
const (
	shift = 1 << iota
	alt
	ctrl
)

// keySequence returns the bytes that xterm sends for the key. With application
// cursor keys the arrows, home and end come as SS3.
func keySequence(name string, application bool) (string, error) {
	mods, key := modifiers(name)
	if seq, ok := special(key, mods, application); ok {
		return seq, nil
	}
	if seq, ok := character(key, mods); ok {
		return seq, nil
	}
	return "", fmt.Errorf("no terminal sends a key %q", name)
}

func modifiers(name string) (mods int, key string) {
	key = name
	for {
		head, rest, found := strings.Cut(key, "+")
		if !found || rest == "" {
			return mods, key
		}
		switch head {
		case "shift":
			mods |= shift
		case "alt":
			mods |= alt
		case "ctrl":
			mods |= ctrl
		default:
			return mods, key
		}
		key = rest
	}
}

// special are the keys that send an escape sequence.
func special(key string, mods int, application bool) (string, bool) {
	final := map[string]string{
		"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H",
		"f1": "P", "f2": "Q", "f3": "R", "f4": "S",
	}[key]
	number := map[string]int{
		"insert": 2, "delete": 3, "pgup": 5, "pgdown": 6,
		"f5": 15, "f6": 17, "f7": 18, "f8": 19, "f9": 20, "f10": 21, "f11": 23, "f12": 24,
	}[key]
	switch {
	case key == "tab" && mods == shift:
		return "\x1b[Z", true
	case final != "" && mods != 0:
		return "\x1b[1;" + strconv.Itoa(mods+1) + final, true
	case final != "" && (application || key[0] == 'f'):
		return "\x1bO" + final, true
	case final != "":
		return "\x1b[" + final, true
	case number != 0 && mods != 0:
		return fmt.Sprintf("\x1b[%d;%d~", number, mods+1), true
	case number != 0:
		return fmt.Sprintf("\x1b[%d~", number), true
	}
	return "", false
}

// character are the keys that send a character, with ctrl a control character and
// with alt an escape before it.
func character(key string, mods int) (string, bool) {
	named, ok := map[string]string{
		"enter": "\r", "tab": "\t", "esc": "\x1b", "space": " ", "backspace": "\x7f",
	}[key]
	char := key
	if ok {
		char = named
	}
	if utf8.RuneCountInString(char) != 1 {
		return "", false
	}
	if mods&shift != 0 {
		if char < "a" || char > "z" {
			return "", false
		}
		char = strings.ToUpper(char)
	}
	if mods&ctrl != 0 {
		c, ok := control(char)
		if !ok {
			return "", false
		}
		char = c
	}
	if mods&alt != 0 {
		char = "\x1b" + char
	}
	return char, true
}

func control(char string) (string, bool) {
	c := char[0]
	switch {
	case len(char) > 1:
		return "", false
	case c >= 'a' && c <= 'z':
		return string(rune(c - 'a' + 1)), true
	case c >= '[' && c <= '_':
		return string(rune(c - '[' + 0x1b)), true
	case c == ' ' || c == '@':
		return "\x00", true
	case c == '\x7f':
		return "\b", true
	}
	return "", false
}
