package survey

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Value is what was answered, checked against its question. Scalars are text in
// the form that their type prescribes.
type Value struct {
	Text string   // of a scalar
	List []string // of a multi or list, in the order given
	Rows []Row    // of a table; the only row of a record
}

// Row is a row of a table, its cells in the order of the columns.
type Row []Cell

// Cell is a value below its column.
type Cell struct {
	Column, Text string
}

// Record returns the row of a record, empty when there is none.
func (v Value) Record() Row {
	if len(v.Rows) == 0 {
		return nil
	}
	return v.Rows[0]
}

// Has tells whether a multi or list holds the key.
func (v Value) Has(key string) bool { return slices.Contains(v.List, key) }

// String prints the value on one line.
func (v Value) String() string {
	switch {
	case v.Text != "":
		return v.Text
	case len(v.List) > 0:
		return strings.Join(v.List, ", ")
	}
	rows := make([]string, len(v.Rows))
	for i, r := range v.Rows {
		rows[i] = r.String()
	}
	return strings.Join(rows, "; ")
}

// String prints the row on one line.
func (r Row) String() string {
	cells := make([]string, len(r))
	for i, c := range r {
		cells[i] = c.Column + "=" + c.Text
	}
	return strings.Join(cells, ", ")
}

// Get returns the text below a column, "" when the row leaves it out.
func (r Row) Get(column string) string {
	for _, c := range r {
		if c.Column == column {
			return c.Text
		}
	}
	return ""
}

// Bool returns the bool below a column, and whether the row gives one.
func (r Row) Bool(column string) (value, given bool) {
	t := r.Get(column)
	return t == yes, t != ""
}

// Int returns the number below a column, 0 when the row leaves it out.
func (r Row) Int(column string) int {
	n, err := strconv.Atoi(r.Get(column))
	if err != nil {
		return 0
	}
	return n
}

// Percent returns the percentage below a column, 0 when the row leaves it out.
func (r Row) Percent(column string) float64 { return percent(r.Get(column)) }

// Duration returns the duration below a column, 0 when the row leaves it out.
func (r Row) Duration(column string) time.Duration { return duration(r.Get(column)) }

// Percent returns a scalar percentage.
func (v Value) Percent() float64 { return percent(v.Text) }

// Duration returns a scalar duration.
func (v Value) Duration() time.Duration { return duration(v.Text) }

// Bool returns a scalar bool.
func (v Value) Bool() bool { return v.Text == yes }

// The forms of a bool.
const yes, no = "true", "false"

func percent(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return f
}

func duration(s string) time.Duration {
	d, err := time.ParseDuration(s)
	if err != nil {
		return 0
	}
	return d
}
