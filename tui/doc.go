// Package tui is the program in the terminal: the interview and the cockpit of an
// engagement. App is the only Bubble Tea model; it holds a stack of screens, the
// help, the running task and the status line, and gives every message to the
// screen on top. The screens are in the packages below.
package tui
