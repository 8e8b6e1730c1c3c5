package decide

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/footprint"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	scratchSize = "1Gi"
	claimSize   = "20Gi" // the smallest that every kind of cloud disk allows
)

// writtenDir is a directory that the program writes to.
type writtenDir struct {
	given string // as the evidence or answer has it
	path  string // in the container; "" when no volume can be mounted there
	why   i18n.Text
	row   survey.Row // empty when only a fact says so
	fact  fact.Fact  // zero when only an answer says so
	keep  bool       // its content must outlive the instance, as answered or by the evidence
}

// writtenPaths collects what is written: what the answer lists, and what the
// source shows beyond it.
func writtenPaths(q *inquiry, c component) []writtenDir {
	if c.role == assess.Static {
		return nil
	}
	rows, answered := q.rows("state.files")
	var out []writtenDir
	for _, r := range rows {
		d := writtenDir{given: r.Get("path"), row: r}
		d.keep, _ = r.Bool("keep")
		d.path, d.why = mountable(d.given)
		if m, ok := moved(c, d.given); ok {
			d.path, d.why = m.dir, i18n.Text{}
		}
		if i := slices.IndexFunc(out, func(o writtenDir) bool { return d.path != "" && o.path == d.path }); i >= 0 {
			if d.keep && !out[i].keep { // two files of one directory, of which one must be kept
				out[i] = d
			}
			continue
		}
		out = append(out, d)
	}
	for _, d := range foundPaths(c) {
		q.use(d.fact)
		d.keep = d.keep && !answered // the answer says what is kept
		if !slices.ContainsFunc(out, func(o writtenDir) bool { return o.covers(d) }) {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b writtenDir) int { return cmp.Compare(a.path, b.path) })
	return out
}

// volumes decides which directories are writable, and what outlives the pod.
func volumes(q *inquiry, dirs []writtenDir, readOnly bool) ([]generate.Volume, generate.Decision) {
	var why because
	var out []generate.Volume
	if readOnly && !slices.ContainsFunc(dirs, func(d writtenDir) bool { return d.path == "/tmp" }) {
		q.byDefault("scratch", "/tmp "+scratchSize)
		out = append(out, generate.Volume{Path: "/tmp", SizeLimit: scratchSize})
		why.add("根文件系统只读，/tmp 可写", "the root file system is read-only and /tmp is writable")
	}
	lost := false
	for _, d := range dirs {
		v := generate.Volume{Path: d.path, SizeLimit: cmp.Or(d.row.Get("size"), scratchSize)}
		switch {
		case d.path == "":
			why.add("%[1]s 不能挂卷: %[2]s", "no volume can be mounted at %[1]s: %[3]s", d.given, d.why.ZH, d.why.EN)
			continue
		case d.keep && len(d.row) > 0:
			v.SizeLimit, v.Claim = "", claim(q, &why, d.row)
		case d.keep:
			v.SizeLimit, v.Claim = "", foundClaim(q, &why, d)
		case underTmp(d.path):
			continue // /tmp covers it
		case len(d.row) == 0 && !footprint.Scratch(d.path):
			lost = true
		}
		out = append(out, v)
	}
	if lost {
		q.assume("state.files", "scratch")
		why.add("源码写入的目录按临时目录处理，内容随实例消失，请确认", "directories that the source writes to are scratch space and vanish with the instance; please confirm")
	}
	if len(out) == 0 {
		if len(q.inputs) == 0 {
			q.byDefault("scratch", none)
		}
		why.add("不需要可写的卷", "no writable volume is needed")
	} else if len(why) == 0 {
		why.add("按答案和证据", "by answers and evidence")
	}
	nameVolumes(out)
	return out, q.decide(volumesValue(out), why.text())
}

// claim decides the storage of a directory that must be kept.
func claim(q *inquiry, why *because, r survey.Row) *generate.Claim {
	shared, _ := r.Bool("shared")
	c := &generate.Claim{Size: r.Get("size"), Shared: shared}
	if c.Size == "" {
		c.Size = claimSize
		q.assume("state.files", claimSize)
	}
	classes, answered := q.rows("tgt.storage")
	for _, k := range classes {
		if rwx, _ := k.Bool("shared"); rwx == shared {
			c.Class = k.Get("class")
			break
		}
	}
	switch {
	case c.Class == "" && answered:
		why.add("答案里没有合适的存储类，用集群默认，请确认", "no answered class fits, so the cluster's default is used; please confirm")
	case c.Class == "":
		q.assume("tgt.storage", "cluster default")
	}
	if shared {
		why.add("%s 需保留并共享", "%s must be kept and is shared", r.Get("path"))
	} else {
		why.add("%s 需保留", "%s must be kept", r.Get("path"))
	}
	return c
}

// foundClaim decides the storage of a directory that the evidence shows to be kept.
// One disk goes to one instance; where several run, they share it.
func foundClaim(q *inquiry, why *because, d writtenDir) *generate.Claim {
	row := survey.Row{{Column: "path", Text: d.given}, {Column: "shared", Text: strconv.FormatBool(shares(q))}}
	q.assume("state.files", "kept")
	c := claim(q, why, row)
	why.add("依据证据%[1]s，请确认", "by the evidence%[1]s; please confirm", firstPlace(d.fact))
	return c
}

func underTmp(p string) bool { return p == "/var/tmp" || strings.HasPrefix(p, "/tmp/") }

// nameVolumes names volumes by their paths; paths that make the same name get a
// digest each.
func nameVolumes(vs []generate.Volume) {
	count := map[string]int{}
	for i := range vs {
		vs[i].Name = cmp.Or(label(vs[i].Path, "dir"), "dir")
		count[vs[i].Name]++
	}
	for i := range vs {
		if count[vs[i].Name] > 1 {
			sum := sha256.Sum256([]byte(vs[i].Path))
			vs[i].Name = label(vs[i].Name+"-"+hex.EncodeToString(sum[:])[:6], "dir")
		}
	}
}

func volumesValue(vs []generate.Volume) string {
	out := make([]string, len(vs))
	for i, v := range vs {
		switch {
		case v.Claim == nil:
			out[i] = fmt.Sprintf("%s scratch %s", v.Path, v.SizeLimit)
		case v.Claim.Shared:
			out[i] = fmt.Sprintf("%s shared claim %s", v.Path, v.Claim.Size)
		default:
			out[i] = fmt.Sprintf("%s claim %s", v.Path, v.Claim.Size)
		}
	}
	return strings.Join(out, "; ")
}
