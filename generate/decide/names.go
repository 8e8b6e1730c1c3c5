package decide

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess"
)

// maxName leaves room in the 63 characters of a DNS label for what Kubernetes
// and the generators append to a name.
const maxName = 40

// label makes a DNS-1123 label of at most maxName characters that begins with a
// letter, as names of Services must. What is too long is cut and ends in a digest of the whole, so
// that two long names stay apart.
func label(s, prefix string) string {
	slug := assess.Slug(s)
	if slug == "" {
		return ""
	}
	if slug[0] >= '0' && slug[0] <= '9' {
		slug = prefix + "-" + slug
	}
	return shorten(slug, maxName)
}

// shorten cuts a slug to a length and ends it in a digest of the whole.
func shorten(slug string, most int) string {
	if len(slug) <= most {
		return slug
	}
	sum := sha256.Sum256([]byte(slug))
	digest := hex.EncodeToString(sum[:])[:6]
	return strings.TrimSuffix(slug[:most-len(digest)-1], "-") + "-" + digest
}

// workloadNames names the components. A name that several would have gets the
// name of the parent directory in front, for each of them, then the whole path:
// a name depends on what shares it, never on the order.
func workloadNames(cs []assess.Component) ([]string, error) {
	const levels = 4
	names, level := make([]string, len(cs)), make([]int, len(cs))
	for range levels {
		owners := map[string][]int{}
		for i, c := range cs {
			names[i] = nameAt(c, level[i])
			owners[names[i]] = append(owners[names[i]], i)
		}
		unique := true
		for _, who := range owners {
			if len(who) < 2 {
				continue
			}
			unique = false
			for _, i := range who {
				level[i]++
			}
		}
		if unique {
			return names, nil
		}
	}
	seen := map[string]int{}
	for i, n := range names {
		if j, twice := seen[n]; twice {
			return nil, fmt.Errorf("naming components: %q at %s and %q at %s cannot be told apart", cs[j].Name, cs[j].Path, cs[i].Name, cs[i].Path)
		}
		seen[n] = i
	}
	return names, nil
}

// nameAt is the component's name with more of its path at each level.
func nameAt(c assess.Component, level int) string {
	base := assess.Slug(c.Name)
	if base == "" {
		base = assess.Slug(path.Base(c.Path))
	}
	switch level {
	case 0:
	case 1:
		base = assess.Slug(path.Base(path.Dir(c.Path)) + "-" + base)
	case 2:
		base = assess.Slug(c.Path + "-" + base)
	default:
		sum := sha256.Sum256([]byte(c.Path + "\x00" + c.Name))
		base += "-" + hex.EncodeToString(sum[:])[:6]
	}
	if base == "" {
		base = "component"
	}
	return label(base, "app")
}
