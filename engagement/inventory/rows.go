package inventory

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// sheet reads the rows below the titles.
func (l *lister) sheet(s sheets.Sheet, h head) {
	for _, r := range s.Rows {
		if r.Number <= h.row {
			continue
		}
		row := rowReader{lister: l, sheet: s, head: h, row: r}
		switch kind := row.get(fieldRecord); {
		case h.columns[fieldRecord] == 0 || kind.Text == "1":
			row.application()
		case kind.Text == "2":
			row.dependency()
		default:
			l.problem(l.at(s, h.columns[fieldRecord], r.Number), i18n.Text{ZH: "记录类型应为 1（应用）或 2（依赖）", EN: "the record type is 1 for an application or 2 for a dependency"})
		}
	}
}

// rowReader reads one row.
type rowReader struct {
	*lister
	sheet sheets.Sheet
	head  head
	row   sheets.Row
}

func (r *rowReader) get(f field) Value {
	if r.head.columns[f] == 0 {
		return Value{}
	}
	return r.value(r.sheet, r.row, r.head.columns[f])
}

// application reads what a row says about an application. A name may be merged over
// several rows, or stand in each of them: one for each environment.
func (r *rowReader) application() {
	name := r.get(fieldName)
	if name.Text == "" {
		name.Text = r.merged()
	}
	if name.Text == "" {
		if len(r.row.Cells) > 1 {
			r.problem(r.at(r.sheet, r.head.columns[fieldName], r.row.Number), i18n.Text{ZH: "没有应用名称，这一行没有导入", EN: "the name of the application is missing, and the row was not read"})
		}
		return
	}
	at := cmp.Or(name.At, r.at(r.sheet, r.head.columns[fieldName], r.row.Number))
	instance, some := r.instance()
	i, again := r.byDisplay[strings.ToLower(name.Text)]
	if again {
		r.again(&r.apps[i], instance, some, at)
		return
	}
	app := Application{
		Display: name.Text, At: at, Name: r.unique(cmp.Or(Slug(r.get(fieldCode).Text), Slug(name.Text), "app")),
		Purpose: r.get(fieldPurpose), Owner: r.get(fieldOwner), Department: r.get(fieldDepartment), InScope: r.get(fieldInScope), Criticality: r.get(fieldCriticality),
		Repository: r.get(fieldRepository), Branch: r.get(fieldBranch),
		Language: r.get(fieldLanguage), Version: r.get(fieldVersion), Framework: r.get(fieldFramework), OS: r.get(fieldOS),
		Databases: split(r.get(fieldDatabase)), Middleware: split(r.get(fieldMiddleware)), Tags: r.tags(),
	}
	if some {
		app.Instances = []Instance{instance}
	}
	app.fromTags()
	r.byDisplay[strings.ToLower(name.Text)] = len(r.apps)
	r.apps = append(r.apps, app)
	r.relations(name.Text)
}

// merged is the name in the merged cell that covers this row.
func (r *rowReader) merged() string {
	column := r.head.columns[fieldName]
	for _, m := range r.sheet.Merged {
		if m.Covers(column, r.row.Number) && m.Left == column && m.Right == column && m.Top > r.head.row {
			for _, above := range r.sheet.Rows {
				if above.Number == m.Top {
					return r.value(r.sheet, above, column).Text
				}
			}
		}
	}
	return ""
}

// again reads a further row about an application: an environment more, or a row that
// is there twice.
func (r *rowReader) again(app *Application, i Instance, some bool, at string) {
	known := slices.ContainsFunc(app.Instances, func(o Instance) bool { return envName(o.Env.Text) == envName(i.Env.Text) })
	if !some || known || i.Env.Text == "" {
		r.problem(at, i18n.Textf("和 %s 重复，这一行没有导入", "the same application as in %s, and the row was not read", app.At))
		return
	}
	app.Instances = append(app.Instances, i)
}

func (r *rowReader) instance() (Instance, bool) {
	i := Instance{Env: r.get(fieldEnv), Count: with(r.get(fieldCount), plainCount), CPU: r.get(fieldCPU), Memory: r.withUnit(fieldMemory), Disk: r.withUnit(fieldDisk)}
	return i, i.Count.Text != "" || i.CPU.Text != "" || i.Memory.Text != "" || i.Disk.Text != ""
}

var countRE = regexp.MustCompile(`^(\d+)\s*(台|个|套|节点|实例)$`)

// plainCount is a number without the word that Chinese puts behind it.
func plainCount(s string) string {
	if m := countRE.FindStringSubmatch(typed.Fold(s)); m != nil {
		return m[1]
	}
	return s
}

var bareRE = regexp.MustCompile(`^\d+(\.\d+)?$`)

// withUnit adds the unit of the title to a bare number; without one, lists mean GB.
func (r *rowReader) withUnit(f field) Value {
	v := r.get(f)
	if bareRE.MatchString(typed.Fold(v.Text)) {
		v.Text = typed.Fold(v.Text) + cmp.Or(r.head.units[f], "GB")
	}
	return v
}

// tags reads Konveyor's pairs of category and tag, in the order of their numbers.
func (r *rowReader) tags() []Tag {
	var out []Tag
	for _, n := range slices.Sorted(maps.Keys(r.head.tags)) {
		pair := r.head.tags[n]
		if pair[1] == 0 {
			continue
		}
		tag := Tag{Value: r.value(r.sheet, r.row, pair[1])}
		if pair[0] > 0 {
			tag.Category = r.value(r.sheet, r.row, pair[0]).Text
		}
		if tag.Text != "" {
			out = append(out, tag)
		}
	}
	return out
}

// fromTags fills in what tags say and no column does. Their categories are those that
// Konveyor has from the start.
func (a *Application) fromTags() {
	for _, t := range a.Tags {
		switch strings.ToLower(t.Category) {
		case "language":
			a.Language = cmp.Or(a.Language, t.Value)
		case "operating system":
			a.OS = cmp.Or(a.OS, t.Value)
		case "database":
			a.Databases = append(a.Databases, t.Value)
		}
	}
}

// relations reads whom an application calls and who calls it.
func (r *rowReader) relations(name string) {
	direction := strings.ToLower(r.get(fieldDirection).Text)
	for _, v := range split(r.get(fieldDependsOn)) {
		if direction == "northbound" {
			r.calls = append(r.calls, call{v.Text, name, v.At})
		} else {
			r.calls = append(r.calls, call{name, v.Text, v.At})
		}
	}
	for _, v := range split(r.get(fieldCalledBy)) {
		r.calls = append(r.calls, call{v.Text, name, v.At})
	}
}

// dependency reads a row of Konveyor about a dependency. In a short row, the other
// application and the direction are its last two cells, as Konveyor reads it.
func (r *rowReader) dependency() {
	name, on, direction := r.get(fieldName), r.get(fieldDependsOn), r.get(fieldDirection)
	if on.Text == "" && len(r.row.Cells) >= 4 {
		last := r.row.Cells[len(r.row.Cells)-2:]
		on, direction = r.value(r.sheet, r.row, last[0].Column), r.value(r.sheet, r.row, last[1].Column)
	}
	if name.Text == "" || on.Text == "" {
		r.problem(r.at(r.sheet, r.head.columns[fieldName], r.row.Number), i18n.Text{ZH: "依赖行要有应用名称和被依赖的应用", EN: "a dependency needs the application and the one it depends on"})
		return
	}
	switch strings.ToLower(direction.Text) {
	case "southbound":
		r.calls = append(r.calls, call{name.Text, on.Text, on.At})
	case "northbound":
		r.calls = append(r.calls, call{on.Text, name.Text, on.At})
	default:
		r.problem(cmp.Or(direction.At, on.At), i18n.Text{ZH: "依赖方向应为 northbound（对方调用它）或 southbound（它调用对方）", EN: "the direction is northbound (the other calls it) or southbound (it calls the other)"})
	}
}

// connect gives the calls to the applications that make them. Those that the list does
// not name otherwise are systems outside of it.
func (l *lister) connect() {
	for _, c := range l.calls {
		i, ok := l.byDisplay[strings.ToLower(c.from)]
		if !ok {
			l.problem(c.at, i18n.Textf("清单里没有应用“%[1]s”，它的依赖没有导入", `the list has no application "%[1]s", and its dependency was not read`, c.from))
			continue
		}
		to := c.to
		if j, ok := l.byDisplay[strings.ToLower(c.to)]; ok {
			to = l.apps[j].Name
		}
		v := Value{to, c.at}
		known := func(o Value) bool { return o.Text == v.Text }
		if to != l.apps[i].Name && !slices.ContainsFunc(l.apps[i].DependsOn, known) {
			l.apps[i].DependsOn = append(l.apps[i].DependsOn, v)
		}
	}
}

// split takes a cell that lists several things apart.
func split(v Value) []Value {
	var out []Value
	for _, s := range strings.FieldsFunc(v.Text, func(r rune) bool { return strings.ContainsRune(",，;；、|", r) }) {
		if s = strings.TrimSpace(s); !isNothing(s) {
			out = append(out, Value{s, v.At})
		}
	}
	return out
}
