package image

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	names "github.com/gantry-ack/gantry/assess/internal/image"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Thresholds, in bytes and days.
const (
	wasteFrom   = 20 << 20
	cacheFrom   = 10 << 20
	largeFrom   = 1500 << 20
	oldFrom     = 180
	veryOldFrom = 540
	maxPlaces   = 20
)

// judge raises the findings about one image.
type judge struct {
	im  *Image
	r   Report
	out []assess.Finding
}

// Findings judges the image: what stands in the way of running it, or of running it safely. Ages count up to now.
func (im *Image) Findings(now time.Time) []assess.Finding {
	j := judge{im: im, r: im.Report(now)}
	j.secrets()
	j.user()
	j.start()
	j.system(now)
	j.base()
	j.java()
	j.programs()
	j.weight()
	j.platform()
	j.reference()
	return j.out
}

// raise adds the finding of a rule with what its texts speak of.
func (j *judge) raise(id string, at []fact.Evidence, args ...any) *assess.Finding {
	all := allRules()
	i := slices.IndexFunc(all, func(r rule) bool { return r.id == id })
	if i < 0 {
		return &assess.Finding{}
	}
	r := all[i]
	f := assess.Finding{
		ID: r.id, Dimension: r.dimension, Severity: r.severity, Action: r.action, By: r.by, Effort: r.effort,
		Title: fill(r.title, args), Rationale: r.rationale, Remedy: fill(r.remedy, args), Evidence: at,
	}
	if len(at) > maxPlaces {
		f.Evidence, f.Places = at[:maxPlaces], len(at)
	}
	j.out = append(j.out, f)
	return &j.out[len(j.out)-1]
}

// fill puts the arguments that a text names into it.
func fill(t i18n.Text, args []any) i18n.Text {
	in := func(s string) string {
		if !strings.Contains(s, "%[") {
			return s
		}
		return fmt.Sprintf(s, args...)
	}
	return i18n.Text{ZH: in(t.ZH), EN: in(t.EN)}
}

func configured() []fact.Evidence { return []fact.Evidence{{Path: ConfigPath}} }

// secrets raises one finding for each kind of place.
func (j *judge) secrets() {
	for _, k := range []struct {
		id    string
		where place
	}{{ruleSecretEnv, inEnv}, {ruleSecretHistory, inHistory}, {ruleSecretFile, inFile}} {
		var what []string
		var at []fact.Evidence
		for _, s := range j.r.Secrets {
			if s.where != k.where {
				continue
			}
			name := s.What
			if k.where == inFile {
				name = s.Path + " (" + s.What + ")"
			}
			what = append(what, name)
			if e := (fact.Evidence{Path: s.Path, Line: s.Line}); !slices.Contains(at, e) {
				at = append(at, e)
			}
		}
		if len(what) > 0 {
			j.raise(k.id, at, some(what))
		}
	}
}

// some joins the first of a list and counts the rest.
func some(list []string) string {
	const most = 5
	if len(list) <= most {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s (+%d)", strings.Join(list[:most], ", "), len(list)-most)
}

func (j *judge) user() {
	user, _, _ := strings.Cut(j.r.Config.User, ":")
	if windows(j.r) || user != "" && user != "root" && user != "0" {
		return
	}
	j.raise(ruleRoot, configured())
}

func windows(r Report) bool { return strings.HasPrefix(r.Platform, "windows") }

func (j *judge) start() {
	f := j.im.form()
	at := configured()
	if f.script != "" {
		at = []fact.Evidence{{Path: f.script, Line: f.line}}
	}
	switch {
	case f.many != "":
		j.raise(ruleMany, at, f.many)
	case f.tail:
		j.raise(ruleKeepAlive, at)
	case f.shell:
		if found := j.raise(ruleShell, at); oldDash(j.r.OS) {
			found.Severity = assess.Medium
		}
	case f.line > 0:
		j.raise(ruleScript, at, f.script)
	}
}

// oldDash tells of systems whose sh stays in front of the last command of sh -c, which dash does before 0.5.11.
func oldDash(o OS) bool {
	major, _, _ := strings.Cut(o.Version, ".")
	n, err := strconv.Atoi(major)
	return err == nil && (o.ID == "debian" && n <= 10 || o.ID == "ubuntu" && n <= 20)
}

// system looks at the ends of support.
func (j *judge) system(now time.Time) {
	o := j.r.OS
	if !o.Ends.IsZero() && now.After(o.Ends) {
		j.raise(ruleEndedOS, []fact.Evidence{{Path: cmp.Or(o.at, ConfigPath)}}, cmp.Or(o.Name, o.ID+" "+o.Version), o.Ends.Format(time.DateOnly), o.Source)
	}
	ended := map[string]bool{}
	for _, rt := range j.r.Runtimes {
		if rt.Ends.IsZero() || !now.After(rt.Ends) || ended[rt.ID] || !j.uses(rt.ID) {
			continue
		}
		ended[rt.ID] = true
		j.raise(ruleEndedRuntime, []fact.Evidence{{Path: rt.Path}}, runtimeName(rt.ID)+" "+rt.Version, rt.Ends.Format(time.DateOnly), endSource(rt.ID))
	}
}

// uses tells whether the start command runs on a language. Distributions bring Python and Perl for their own tools.
func (j *judge) uses(id string) bool {
	l, _ := j.im.language()
	return l == id
}

func runtimeName(id string) string {
	return map[string]string{"javascript": "Node.js", "python": "Python", "php": "PHP", "dotnet": ".NET", "ruby": "Ruby", "java": "Java"}[id]
}

func (j *judge) base() {
	if b := j.r.Base; b.Days >= oldFrom {
		f := j.raise(ruleOldBase, configured(), cmp.Or(b.Name, "?"), b.Days)
		if b.Days < veryOldFrom {
			f.Severity = assess.Low
		}
	}
}

// java looks for virtual machines that do not know the limits of their container. Support for cgroup v1 came with
// 8u191 and 10, for v2 with 8u372, 11.0.16 and 15
// (https://developers.redhat.com/articles/2022/04/19/java-17-whats-new-openjdks-container-awareness).
func (j *judge) java() {
	for _, rt := range j.r.Runtimes {
		if rt.ID != "java" {
			continue
		}
		major, minor, ok := javaVersion(rt.Version)
		if !ok {
			continue
		}
		blind := major < 8 || major == 8 && minor < 191 || major == 9
		half := major == 8 && minor < 372 || major == 11 && minor < 16 || major == 10 || major >= 12 && major < 15
		at := []fact.Evidence{{Path: rt.Path}}
		switch {
		case blind:
			j.raise(ruleOldJDK, at, rt.Version, "不识别容器的内存和 CPU 限额", "does not know the container's limits of memory and CPU").Severity = assess.High
		case half:
			j.raise(ruleOldJDK, at, rt.Version, "不识别 cgroup v2 节点上的容器限额", "does not know the container's limits on nodes with cgroup v2")
		}
	}
}

// javaVersion takes a version apart: 1.8.0_181 is 8 and 181, 11.0.9 is 11 and 9. One without its update is not judged.
func javaVersion(v string) (major, minor int, ok bool) {
	v, _, _ = strings.Cut(strings.TrimPrefix(v, "1."), "+")
	if head, update, found := strings.Cut(v, "_"); found {
		update = strings.TrimRight(update, "abcdefghijklmnopqrstuvwxyz-")
		update, _, _ = strings.Cut(update, "-")
		major, err := strconv.Atoi(strings.SplitN(head, ".", 2)[0])
		minor, err2 := strconv.Atoi(update)
		return major, minor, err == nil && err2 == nil
	}
	parts := strings.Split(v, ".")
	major, err := strconv.Atoi(parts[0])
	if err != nil || major <= 8 {
		return 0, 0, false
	}
	if len(parts) > 2 {
		minor, err = strconv.Atoi(parts[2])
	}
	return major, minor, err == nil && (major != 11 || len(parts) > 2)
}

func (j *judge) programs() {
	for _, p := range j.r.Programs {
		if len(p.Missing) > 0 && j.im.started(p.Path) {
			j.raise(ruleMissing, []fact.Evidence{{Path: p.Path}}, p.Path, some(p.Missing))
		}
	}
}

// weight looks at what the image carries without need.
func (j *judge) weight() {
	if j.r.RemovedBytes >= wasteFrom {
		j.raise(ruleWaste, removedPlaces(j.r.Removed), Size(j.r.RemovedBytes))
	}
	var sum int64
	var at []fact.Evidence
	for _, c := range j.r.Caches {
		if sum += c.Bytes; c.Bytes >= 1<<20 {
			at = append(at, fact.Evidence{Path: c.Path})
		}
	}
	if sum >= cacheFrom {
		j.raise(ruleCache, at, Size(sum))
	}
	var tools []string
	at = nil
	for _, t := range j.r.BuildTools {
		if !slices.Contains(tools, t.Name) {
			tools, at = append(tools, t.Name), append(at, fact.Evidence{Path: t.Path})
		}
	}
	for _, rt := range j.r.Runtimes {
		if rt.Kit {
			tools, at = append(tools, "javac"), append(at, fact.Evidence{Path: path.Join(path.Dir(rt.Path), "bin/javac")})
		}
	}
	if len(tools) > 0 {
		j.raise(ruleTools, at, some(tools))
	}
	if j.r.Bytes >= largeFrom {
		j.raise(ruleLarge, configured(), Size(j.r.Bytes))
	}
}

func removedPlaces(all []Removed) []fact.Evidence {
	var out []fact.Evidence
	for _, r := range all[:min(len(all), maxPlaces)] {
		out = append(out, fact.Evidence{Path: r.Path})
	}
	return out
}

func (j *judge) platform() {
	_, arch, _ := strings.Cut(j.r.Platform, "/")
	switch {
	case windows(j.r):
		j.raise(ruleWindows, configured())
	case len(j.r.Platforms) > 1:
	case arch == "amd64" && j.im.Spec.Kind == Registry: // of an archive it is not known what else there is
		j.raise(ruleArchitecture, configured(), j.r.Platform)
	case arch != "" && arch != "amd64":
		j.raise(ruleOtherArch, configured(), j.r.Platform)
	}
	if j.r.ForeignLayers > 0 {
		j.raise(ruleForeign, configured(), j.r.ForeignLayers)
	}
	if len(j.r.UnlistedBy) > 0 {
		j.raise(ruleUnlisted, []fact.Evidence{{Path: j.r.UnlistedBy[0]}})
	}
}

func (j *judge) reference() {
	ref := names.Parse(cmp.Or(j.im.source.ref, j.im.Spec.Ref))
	if j.im.Spec.Kind == Registry && !strings.Contains(j.im.Spec.Ref, "@") && (ref.Tag == "" || ref.Tag == "latest") {
		j.raise(ruleLatest, configured(), cmp.Or(ref.Tag, "latest"))
	}
	if s, ok := ref.Backing(); ok && ref.Name != "" {
		j.raise(ruleBacking, configured(), s.Kind)
	}
}

// Size prints bytes for a person: 12 MB, 1.4 GB, in powers of ten as registries do.
func Size(n int64) string {
	switch {
	case n >= 1_000_000_000:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1_000_000:
		return fmt.Sprintf("%.0f MB", float64(n)/1e6)
	case n >= 1000:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d B", n)
}
