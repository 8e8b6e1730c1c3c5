// Package journal keeps the events of an interview on disk.
//
// A workspace holds one log per device, survey/log/<device>.jsonl: one event of
// package interview a line, in JSON, only ever appended to. A device is one copy
// of the workspace, on one machine, of one user. Two copies never write the same
// log, so git has nothing to merge inside of one, and the logs of all devices
// together are the interview.
//
// # What can be lost
//
// Append hands its lines to the operating system in one write before it returns:
// the end of the program, kill -9 included, loses none of them. A cut of power may
// lose what was not synced yet, which is about Options.SyncAfter: the log syncs
// itself in the background, because a sync may take a tenth of a second, which a
// person would feel while typing. Sync and Close do it at once. A write that fails
// is taken back from the file and reported, and the caller still has its events.
//
// # What is repaired
//
// Open holds the lock of the device and repairs its log, and no other: a last line
// that is not complete is cut off and kept under .gantry, everything before it
// stays. Lines that are no events (edited by hand, markers of a git conflict,
// blocks of zeros after a cut of power) are passed over and reported, never
// removed. Events of another device in a log are applied like all others: an event
// is the same wherever it is written, and a copy of a log made by a synchronising
// program may hold events that the log itself lacks. The file is reported.
//
// # What is not shared
//
// The directory .gantry at the root of the workspace ignores itself in git. It
// holds who the device is, its lock, and what was cut off or replaced.
//
// # The view
//
// survey/answers.yaml shows the answers in force, for reading and comparing. It is
// made from the logs and may be edited by hand: ReadView finds what was edited as
// proposals, and WriteView does not replace an edited file before these are
// settled.
package journal

const (
	surveyDir  = "survey"
	logDir     = "survey/log"
	logSuffix  = ".jsonl"
	viewFile   = "survey/answers.yaml"
	stateDir   = ".gantry"
	attributes = ".gitattributes"
)
