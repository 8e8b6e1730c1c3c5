package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/engagement/interview"
)

// device is who writes in this copy of the workspace. The file is found by the
// machine, the user and the path: a copy elsewhere does not find it and becomes a
// device of its own, and copies on a shared drive do not overwrite each other's.
type device struct {
	Device  string    `json:"device"`
	Host    string    `json:"host"`
	User    string    `json:"user"`
	Root    string    `json:"root"`
	Created time.Time `json:"created"`
	// Started is set before the log is made: a log that is there without it is
	// somebody else's.
	Started bool `json:"started"`
	// Last is the number of an event that is in the log for certain. When the log
	// lacks it, the log was rolled back, and its numbers must not be used again.
	Last uint64 `json:"last"`
}

// identity is the part of a file name that stands for this copy of the workspace.
func (d device) identity() string {
	sum := sha256.Sum256([]byte(d.Host + "\x00" + d.User + "\x00" + d.Root))
	return hex.EncodeToString(sum[:6])
}

func (d device) file() string { return path.Join(stateDir, "device-"+d.identity()+".json") }
func (d device) log() string  { return path.Join(logDir, d.Device+logSuffix) }

// load reads what is known of the device; false when it is a new one. A file that
// cannot be read makes a new one too, which is always safe.
func (d device) load(root *os.Root) (device, bool) {
	content, err := readFile(root, d.file())
	if err != nil {
		return d, false
	}
	var found device
	if json.Unmarshal(content, &found) != nil || interview.CheckDevice(found.Device) != nil {
		return d, false
	}
	return found, found.Host == d.Host && found.User == d.User && found.Root == d.Root
}

// save is not synced: a file that a cut of power emptied makes a new device.
func (d device) save(root *os.Root) error {
	content, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	return writeFile(root, d.file(), append(content, '\n'), false)
}

// name chooses a name that no log and no event has.
func (d device) name(random io.Reader, taken func(string) bool) (string, error) {
	const tries = 100
	stem := strings.Trim(slug(d.User, 24)+"-"+slug(d.Host, 32), "-")
	if stem == "" {
		stem = "device"
	}
	for range tries {
		var suffix [3]byte
		if _, err := io.ReadFull(random, suffix[:]); err != nil {
			return "", fmt.Errorf("naming this device: %w", err)
		}
		if name := stem + "-" + hex.EncodeToString(suffix[:]); !taken(name) {
			return name, nil
		}
	}
	return "", fmt.Errorf("naming this device: the names that begin with %s are taken", stem)
}

// slug turns a name into the letters of a file name: 王wang.Li becomes wang-li.
func slug(s string, most int) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() == most {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

// shortHost is the name of a machine without the network that it is in, which
// changes on the way from the office to the customer.
func shortHost(host string) string {
	short, _, _ := strings.Cut(strings.ToLower(host), ".")
	return short
}
