package rules

import (
	"strings"
	"testing"
)

func TestUnplaced(t *testing.T) {
	for _, tt := range []struct {
		name string
		text string // the last line writes
		want bool
	}{
		{"text", `with open("data/report.csv", "w") as f:`, false},
		{"joined text", `Path("data", name).write_text(text)`, false},
		{"parameter", "def save(name, text):\n    with open(name, 'w') as f:", true},
		{"parameter beside another's variable", "def a():\n    p = 'data/x'\n    open(p)\ndef save(p, text):\n    open(p, 'w')", true},
		{"below a parameter", "function save(dir) {\n  fs.writeFileSync(path.join(dir, 'a.js'), x)", true},
		{"settings", "path = os.path.join(settings.BASE_DIR, 'x')\nname = f\"{path}/a.sql\"\nwith open(name, 'w') as f:", false},
		{"uploads", "fs.writeFile(path.join(uploadDir, name), body)", false},
		{"beside the source", "const file = path.join(__dirname, 'x')\nfs.writeFileSync(file, body)", false},
		{"configured", "const filePath = path.join(this.config.path, name)\nawait fs.outputFile(filePath, body)", false},
		{"no call", "x = 1", false},
	} {
		lines := strings.Split(tt.text, "\n")
		if got := unplaced(lines, len(lines)); got != tt.want {
			t.Errorf("%s: unplaced is %v, want %v", tt.name, got, tt.want)
		}
	}
	if unplaced(nil, 3) {
		t.Error("a line that is not there is unplaced")
	}
}
