// Package ask is the screens of the interview: the tree of what is asked where,
// the question with its evidence and its answer, the panel with what the answers
// add up to, and the lists around them: conflicts, follow-ups, meetings, review.
//
// Everything a person does here becomes events of the session; nothing is kept on
// a screen but the field that is being typed in.
package ask
