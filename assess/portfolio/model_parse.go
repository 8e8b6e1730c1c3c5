package portfolio

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"

	"go.yaml.in/yaml/v3"
)

// maxModel bounds a file of coefficients, in bytes.
const maxModel = 1 << 20

// ModelSchema names the form of a file with coefficients, which is that of classify.ParseModel.
const ModelSchema = "gantry.model/v1"

// modelFile is such a file: coefficients of plans are below portfolio, those of judgements below
// estimation, which is for classify to read.
type modelFile struct {
	Schema     string    `yaml:"schema"`
	Portfolio  *Model    `yaml:"portfolio"`
	Estimation yaml.Node `yaml:"estimation"`
}

// ParseModel reads coefficients that override those of DefaultModel. What the file leaves out
// keeps its default; what it does not know is an error. A list replaces the default list.
func ParseModel(data []byte) (Model, error) {
	if len(data) > maxModel {
		return DefaultModel(), fmt.Errorf("reading the coefficients: the file is larger than %d KiB", maxModel>>10)
	}
	m := DefaultModel()
	m.InstanceTypes, m.Calendar.Holidays = nil, nil // a list of the file replaces, and does not overwrite in place
	file := modelFile{Portfolio: &m}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return DefaultModel(), fmt.Errorf("reading the coefficients: %w; docs/portfolio.md lists every one", err)
	}
	if file.Schema != ModelSchema {
		return DefaultModel(), fmt.Errorf("reading the coefficients: the schema is %.40q, want %q", file.Schema, ModelSchema)
	}
	if file.Portfolio != nil {
		m = *file.Portfolio
	}
	if m.InstanceTypes == nil {
		m.InstanceTypes = instanceTypes()
	}
	if m.Calendar.Holidays == nil {
		m.Calendar.Holidays = statutoryDays()
	}
	if err := m.check(); err != nil {
		return DefaultModel(), fmt.Errorf("reading the coefficients: %w", err)
	}
	return m, nil
}

// check tells every value that cannot be calculated with.
func (m Model) check() error {
	var problems []error
	share := func(key string, v float64) {
		if !(v > 0 && v <= 1) {
			problems = append(problems, fmt.Errorf("%s is %v: use a share above 0 and up to 1", key, v))
		}
	}
	share("waves.share", m.Waves.Share)
	share("cutover.efficiency", m.Cutover.Efficiency)
	share("cutover.linkShare", m.Cutover.LinkShare)
	if h := m.Capacity.Headroom; !(h >= 0 && h < 1) {
		problems = append(problems, fmt.Errorf("capacity.headroom is %v: use a share of at least 0 and below 1", h))
	}
	if s := m.Capacity.Survive; s != surviveZone && s != surviveNode {
		problems = append(problems, fmt.Errorf("capacity.survive is %q: use %s or %s", s, surviveZone, surviveNode))
	}
	for _, c := range m.Coefficients() {
		if v, ok := c.number(); ok && (v < 0 || v > 1e6 || math.IsNaN(v)) {
			problems = append(problems, fmt.Errorf("%s is %v: use a number from 0 to 1000000", c.Key, v))
		}
	}
	for key, v := range map[string]int{"waves.people": m.Waves.People, "waves.days": m.Waves.Days, "calendar.shortWave": m.Calendar.ShortWave} {
		if v < 1 {
			problems = append(problems, fmt.Errorf("%s is %d: use 1 or more", key, v))
		}
	}
	for _, d := range m.Calendar.Holidays {
		if _, ok := Date(d).day(); !ok {
			problems = append(problems, fmt.Errorf("calendar.holidays has %q: use days such as 2027-02-06", d))
		}
	}
	if len(m.InstanceTypes) == 0 {
		problems = append(problems, errors.New("instanceTypes is empty: list at least one type"))
	}
	for _, t := range m.InstanceTypes {
		if t.Name == "" || t.CPU < 1 || t.Memory < 1 || t.CPU > 1024 || t.Memory > 16384 || t.Enis < 0 || t.IPs < 0 || t.Pods < 0 {
			problems = append(problems, fmt.Errorf("instanceTypes has %q with %d vCPU and %d GiB: give name, cpu and memory, and no negative number", t.Name, t.CPU, t.Memory))
		}
	}
	return errors.Join(sortedErrors(problems)...)
}
