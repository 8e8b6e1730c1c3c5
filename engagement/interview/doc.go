// Package interview is the engine of the survey: a state machine over events.
//
// An event is one line of a device's append-only log: an answer, a note, a
// follow-up, a meeting, an undo. The state is a function of the set of events, so
// that the logs of several devices are merged by taking them together, in any
// order: every event names the events that it replaces, and two answers that do
// not know each other are a conflict for a person to settle. Undo withdraws
// events of the same device, and redo brings them back.
//
// The package does no input or output and reads no clock. The screens, the line
// mode, the answers file and the workbook are drivers over it.
package interview
