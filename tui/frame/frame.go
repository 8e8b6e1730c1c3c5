// Package frame holds what every screen of the terminal interface is built from:
// styles, keys as data, scrolling by rendered lines, the areas of the screen, boxes,
// diffs and progress.
//
// Nothing in it reads or writes: components are plain structs with imperative
// methods, and what they render is a list of lines. Widths are columns as
// ansi.StringWidth counts them, and no line is ever wider than asked for.
package frame
