package excerpt

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

func TestRead(t *testing.T) {
	var long strings.Builder
	for i := range 100 {
		fmt.Fprintf(&long, "line %d\n", i+1)
	}
	fsys := fstest.MapFS{
		"long.txt":  {Data: []byte(long.String())},
		"gbk.txt":   {Data: []byte("\xb6\xcb\xbf\xda=8080\r\n")},
		"bin":       {Data: []byte("a\x00b")},
		"empty":     {Data: nil},
		"dir/x.txt": {Data: []byte("x")},
	}
	tests := []struct {
		path        string
		line        int
		first, n    int
		has         string
		wantBinary  bool
		wantFailure bool
	}{
		{"long.txt", 50, 38, 25, "line 50", false, false},
		{"long.txt", 0, 1, 13, "line 1", false, false},
		{"long.txt", 100, 88, 13, "line 100", false, false},
		{"long.txt", 5000, 4988, 0, "", false, false},
		{"gbk.txt", 1, 1, 1, "端口=8080", false, false},
		{"empty", 1, 1, 0, "", false, false},
		{"bin", 1, 0, 0, "", true, true},
		{"dir", 1, 0, 0, "", false, true},
		{"none", 1, 0, 0, "", false, true},
		{"../long.txt", 1, 0, 0, "", false, true},
	}
	for _, tt := range tests {
		got, err := Read(fsys, fact.Evidence{Path: tt.path, Line: tt.line})
		if (err != nil) != tt.wantFailure || errors.Is(err, ErrBinary) != tt.wantBinary {
			t.Errorf("%s:%d: %v", tt.path, tt.line, err)
			continue
		}
		if err == nil && (got.First != tt.first || len(got.Lines) != tt.n || !strings.Contains(strings.Join(got.Lines, "\n"), tt.has)) {
			t.Errorf("%s:%d: %+v", tt.path, tt.line, got)
		}
	}
}

// TestSecretsAreMasked: no form of a secret that is common in sources is shown.
func TestSecretsAreMasked(t *testing.T) {
	tests := []struct{ in, want string }{
		{"spring.datasource.password=Ab12!x", "spring.datasource.password=******"},
		{"  password: hunter2", "  password: ******"},
		{"  password: ${DB_PASSWORD}", "  password: ${DB_PASSWORD}"},
		{`"apiKey": "abc-123",`, `"apiKey": "******",`},
		{"DB_PASSWORD = 'x1y2'", "DB_PASSWORD = '******'"},
		{"<password>abc</password>", "<password>******</password>"},
		{"url: jdbc:mysql://root:toor@db:3306/shop", "url: jdbc:mysql://root:******@db:3306/shop"},
		{"redis://:p4ss@cache:6379", "redis://:******@cache:6379"},
		{"key := \"LTAI4FabcdefGHIJ1234\"", "******"},
		{"server.port=8080", "server.port=8080"},
		{"passwordEncoder := bcrypt.New(", "passwordEncoder := bcrypt.New("},
		{"数据库密码：Abc12345", "数据库密码：******"},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, mask(tt.in)); d != "" {
			t.Errorf("%s (-want +got)\n%s", tt.in, d)
		}
	}
	pem := "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\nshort==\n-----END PRIVATE KEY-----\nafter\n"
	got, err := Read(fstest.MapFS{"k.pem": {Data: []byte(pem)}}, fact.Evidence{Path: "k.pem", Line: 2})
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.Join(got.Lines, "\n"); strings.Contains(text, "MII") || strings.Contains(text, "short") || !strings.Contains(text, "after") {
		t.Error(text)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("password: x\n", 1)
	f.Fuzz(func(t *testing.T, text string, line int) {
		e, err := Read(fstest.MapFS{"f": {Data: []byte(text)}}, fact.Evidence{Path: "f", Line: line % 1000})
		if err == nil && len(e.Lines) > 2*Around+1 {
			t.Error(len(e.Lines))
		}
	})
}
