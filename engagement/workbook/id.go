package workbook

import (
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// lineID says what a line of a sheet is about. It is printed in the column of ids:
//
//	biz.criticality@apps.shop        a question in a place
//	app.stack#language@apps.shop     a part of it
//	app.ports#row@apps.shop          a row of its list
//	app.ports#                       the head of its list
type lineID struct {
	question, part, place string
}

const rowPart = "row"

var idRE = regexp.MustCompile(`^([a-z][a-z0-9]*(?:\.[a-z0-9_-]+)+)(?:#([a-z0-9_-]*))?(?:@(.+))?$`)

func (l lineID) String() string {
	s := l.question
	if l.part != "" || l.place == "" {
		s += "#" + l.part
	}
	if l.place != "" {
		s += "@" + l.place
	}
	return s
}

// parseID reads an id. Only the head of a list has no place.
func parseID(s string) (lineID, bool) {
	m := idRE.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return lineID{}, false
	}
	l := lineID{question: m[1], part: m[2], place: m[3]}
	return l, l.place != "" || strings.HasSuffix(s, "#")
}

// subject is a question in a place.
type subject struct {
	place    survey.Place
	question string
}

func (s subject) id(part string) string {
	return lineID{question: s.question, part: part, place: s.place.String()}.String()
}
