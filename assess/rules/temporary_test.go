package rules

import (
	"strings"
	"testing"
)

func TestTemporary(t *testing.T) {
	for _, tt := range []struct {
		name string
		text string // the last line writes
		want bool
	}{
		{"name", "f, err := os.Create(filepath.Join(tmpDir, name))", true},
		{"variable", "html = Path(self._tempdir) / \"a.html\"\nhtml.write_text(body)", true},
		{"two steps", "dir = tempfile.mkdtemp()\np = os.path.join(dir, \"x\")\nopen(p, \"w\")", true},
		{"php", "$name = tempnam(sys_get_temp_dir(), 'x');\nfile_put_contents($name, $body);", true},
		{"made of a directory", "$dir = storage_path('app/temp-1');\n$temp_dir = $dir;\nfile_put_contents($temp_dir . '/a.zip', $data);", true},
		{"nested temporary", "$zip = $temp_dir . '/a.zip';\n$ok = is_int(file_put_contents($zip, $data));", true},
		{"runtime", "$dir = ROOT.'runtime'.DS.'data';\nfile_put_contents($dir.DS.'config.json', $x);", true},
		{"runtime of a language", "name := runtime.GOOS\nos.Create(name)", false},
		{"member", "var path = Path.Join(service.TempDirectory, name);\nawait using var s = File.Create(path);", true},
		{"continued", "var s = new FileStream(\n    TempFilePath,\n    FileMode.Create,", true},
		{"renamed after", "tmpPath := path + \".tmp\"\nf, err := os.OpenFile(tmpPath, os.O_CREATE, 0o600)", false},
		{"content", "tempfile = render()\ntarget.write_text(tempfile)", false},
		{"template", "templateDir = conf\nopen(templateDir, 'w')", false},
		{"kept", "target = base / name\ntarget.write_text(x)", false},
		{"set below", "open(p, 'w')", false},
		{"empty", "", false},
	} {
		lines := strings.Split(tt.text, "\n")
		if got := temporary(lines, len(lines)); got != tt.want {
			t.Errorf("%s: temporary is %v, want %v", tt.name, got, tt.want)
		}
	}
	if temporary([]string{"a"}, 0) || temporary(nil, 7) {
		t.Error("a line that is not there is temporary")
	}
}
