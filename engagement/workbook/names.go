package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// names gives sheets names that no two share.
type names struct {
	lang  i18n.Lang
	roles []catalog.Role
	taken map[string]bool
}

// maxName is the longest name of a sheet, in characters.
const maxName = 31

func newNames(o Options) *names {
	n := &names{lang: o.Lang, roles: o.Roles, taken: map[string]bool{}}
	for _, s := range []string{coverName().In(o.Lang), listsName, metaName} {
		n.taken[strings.ToLower(s)] = true
	}
	return n
}

func (n *names) role(id string) i18n.Text {
	i := slices.IndexFunc(n.roles, func(r catalog.Role) bool { return r.ID == id })
	if i < 0 {
		return i18n.Text{ZH: id, EN: id}
	}
	return n.roles[i].Text
}

func (n *names) roleWords(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = n.role(id).In(n.lang)
	}
	return out
}

// sheet is the name of a sheet of questions; who is the role for whom it is when its
// section has several, and part counts the sheets of the same title from 0.
func (n *names) sheet(title, who string, part int) string {
	suffix := who
	if part > 0 {
		suffix += fmt.Sprintf(" %d", part+1)
	}
	return n.take(title, suffix)
}

// beside is the name of the sheet of lists beside another.
func (n *names) beside(name string) string {
	return n.take(name, i18n.Text{ZH: "·清单", EN: " lists"}.In(n.lang))
}

func (n *names) take(title, suffix string) string {
	title = strings.Trim(inName(title), "'")
	for i := 1; ; i++ {
		end := short(inName(suffix), maxName-4)
		if i > 1 {
			end += fmt.Sprintf("~%d", i)
		}
		name := shorten(title, maxName-len([]rune(end))) + end
		if !n.taken[strings.ToLower(name)] {
			n.taken[strings.ToLower(name)] = true
			return name
		}
	}
}

// inName leaves out what the name of a sheet cannot have.
func inName(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) {
			return ' '
		}
		return r
	}, s)
}

// shorten cuts a title, behind a word where one ends late enough.
func shorten(s string, most int) string {
	r := []rune(s)
	most = max(most, 2)
	if len(r) <= most {
		return s
	}
	s = string(r[:most-1])
	if i := strings.LastIndexAny(s, " ,"); i > len(s)/2 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,") + "…"
}
