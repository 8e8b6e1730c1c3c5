package detect

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/scan"
)

const manifestPath = ".gantry/manifest.json"

// Generated returns the paths that the manifest of an earlier run lists: the
// output may be the source itself, and what Gantry wrote is no evidence. It is
// empty when there is no manifest or none that can be read.
func Generated(t *scan.Tree) map[string]bool {
	out := map[string]bool{}
	b, err := t.Bytes(manifestPath, scan.MaxText)
	if err != nil {
		return out
	}
	type file struct {
		Path string `json:"path"`
	}
	var list []file
	var manifest struct {
		Files []file `json:"files"`
	}
	if json.Unmarshal(b, &manifest) == nil {
		list = manifest.Files
	} else if json.Unmarshal(b, &list) != nil {
		return out
	}
	for _, f := range list {
		if f.Path != "" {
			out[path.Clean(f.Path)] = true
		}
	}
	return out
}

// generatedText tells by its first comment line that Gantry wrote a file, for
// trees whose manifest was lost.
func generatedText(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	return strings.HasPrefix(first, "#") && strings.Contains(strings.ToLower(first), "gantry")
}

// deployText returns the text of a file of a deployment, and false when it is
// not to be read: written by Gantry itself, not text, or larger than people write.
func deployText(t *scan.Tree, generated map[string]bool, name string) (string, bool, error) {
	if generated[name] || t.Size(name) > maxDeployFile {
		return "", false, nil
	}
	text, err := t.Text(name)
	if err != nil {
		return "", false, err
	}
	return text, !generatedText(text), nil
}

// maxDeployFile bounds the files that describe a deployment, in bytes.
const maxDeployFile = 1 << 20
