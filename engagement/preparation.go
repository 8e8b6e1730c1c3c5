package engagement

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// PreparationSchema is the version of preparation.yaml.
const PreparationSchema = "gantry.preparation/v1"

// Preparation is preparation.yaml: the planned start of the service (zero when
// not planned yet) and the items of the checklist that are confirmed.
type Preparation struct {
	Start     time.Time
	Confirmed map[string]bool
}

// PreparationItem is a line of the checklist with its state.
type PreparationItem struct {
	catalog.CheckItem
	Confirmed bool `json:"confirmed"`
}

// Items joins the checklist of the catalogue with what is confirmed.
func (p Preparation) Items(cat catalog.Catalog) []PreparationItem {
	var items []PreparationItem
	for _, c := range cat.Checklist(p.Start) {
		items = append(items, PreparationItem{CheckItem: c, Confirmed: p.Confirmed[c.ID]})
	}
	return items
}

// ReadPreparation reads preparation.yaml of a workspace. A missing file is a
// preparation that has not begun.
func ReadPreparation(w Workspace, cat catalog.Catalog) (Preparation, error) {
	data, err := readBounded(w.PreparationPath())
	if errors.Is(err, fs.ErrNotExist) {
		return Preparation{}, nil
	}
	if err != nil {
		return Preparation{}, fmt.Errorf("reading the preparation checklist: %w", err)
	}
	p, err := parsePreparation(data, cat)
	if err != nil {
		return Preparation{}, fmt.Errorf("reading %s: %w", w.PreparationPath(), err)
	}
	return p, nil
}

func parsePreparation(data []byte, cat catalog.Catalog) (Preparation, error) {
	top, err := parseNode(data)
	if err != nil {
		return Preparation{}, err
	}
	var r reader
	p := Preparation{Confirmed: map[string]bool{}}
	var items []field
	for _, c := range cat.Preconditions {
		items = append(items, field{c.ID, false, func(n *yaml.Node) { p.Confirmed[c.ID] = r.yesNo(n, c.ID) }})
	}
	r.mapping(top, preparationFile,
		field{"schema", true, func(n *yaml.Node) { r.schema(n, PreparationSchema) }},
		field{"start", false, func(n *yaml.Node) { p.Start = r.date(n, "start") }},
		field{"confirmed", false, func(n *yaml.Node) { r.mapping(n, "confirmed", items...) }},
	)
	return p, r.err()
}

// yesNo reads true or false.
func (r *reader) yesNo(n *yaml.Node, what string) bool {
	switch v := r.text(n, what); v {
	case "true":
		return true
	case "false", "":
		return false
	default:
		r.fail(n, "%s: expected true or false, found %s", what, quoteShort(v))
		return false
	}
}

// date reads a day; an empty value is the zero time.
func (r *reader) date(n *yaml.Node, what string) time.Time {
	v := r.text(n, what)
	if v == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, v)
	if err != nil {
		r.fail(n, "%s: expected a date like 2026-12-21, found %s", what, quoteShort(v))
	}
	return day
}

// preparationSkeleton writes the checklist with nothing confirmed.
func preparationSkeleton(cat catalog.Catalog, l i18n.Lang) []byte {
	head := i18n.Text{
		ZH: "项目准备清单：与客户逐项确认后改为 true。start 为计划开始服务的日期（2026-12-21 这样的写法）。",
		EN: "Checklist of the preparation: set an item to true once the customer has confirmed it. start is the planned first day of service, written like 2026-12-21.",
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n# %s\nschema: %s\n", head.In(l), cat.LeadTime.Text.In(l), PreparationSchema)
	b.WriteString("start: \"\"\nconfirmed:\n")
	for _, c := range cat.Preconditions {
		fmt.Fprintf(&b, "  # %s\n  %s: false\n", c.Check.In(l), c.ID)
	}
	return b.Bytes()
}
