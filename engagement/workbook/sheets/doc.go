// Package sheets reads spreadsheets that other people saved: xlsx as Excel, WPS
// and LibreOffice write it, and CSV in the encodings of Chinese Windows.
//
// It reads values only. A formula counts for the result that was saved with it and
// is never evaluated. Everything is bounded before it is held in memory, since the
// file may have been made to harm.
package sheets
