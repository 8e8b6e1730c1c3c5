package decide

import "testing"

func TestPick(t *testing.T) {
	tests := []struct{ language, constraint, want string }{
		{"java", "17", "17"}, {"java", "1.8", "8"}, {"java", "17.0.8", "17"}, {"java", "14", "14"}, {"java", "[11,)", "11"}, {"java", "", ""}, {"java", "${java.version}", ""},
		{"javascript", "20.11.1", "20"}, {"javascript", "v18", "18"}, {"javascript", ">=18", "22"}, {"javascript", ">=18 <21", "20"}, {"javascript", "^18.12.0 || ^20.9.0", "20"},
		{"javascript", "18.x", "18"}, {"javascript", "~16.14", "16"}, {"javascript", ">=14.0.0 <15.0.0", "14"}, {"javascript", "16 - 20", "20"}, {"javascript", "lts/*", ""}, {"javascript", "*", ""},
		{"javascript", ">= 20.19.0", "22"}, {"javascript", "^20.19.0 || >=22.12.0", "22"},
		{"python", "3.11", "3.11"}, {"python", "3.11.4", "3.11"}, {"python", ">=3.8,<3.12", "3.11"}, {"python", "^3.10", "3.11"}, {"python", "~=3.9", "3.11"}, {"python", "==3.9.*", "3.9"},
		{"python", ">=3.6,<3.10", "3.9"}, {"python", "3", "3.11"}, {"python", "2.7", "2.7"},
		{"go", "1.24", "1.24"}, {"go", "1.24.3", "1.24"},
	}
	for _, tt := range tests {
		lines, _ := releases(tt.language)
		if got := pick(tt.constraint, lines); got != tt.want {
			t.Errorf("%s %q: got %q, want %q", tt.language, tt.constraint, got, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
	tests := []struct {
		in   string
		want int
		last string
	}{
		{"java -jar a.jar", 3, "a.jar"}, {`python -c "print( 1 )"`, 3, "print( 1 )"}, {"a | b", 3, "a | b"}, {"", 0, ""}, {`x ""`, 2, ""},
	}
	for _, tt := range tests {
		got := words(tt.in)
		if len(got) != tt.want || tt.want > 0 && got[len(got)-1] != tt.last {
			t.Errorf("%q: %q", tt.in, got)
		}
	}
}

func TestMountable(t *testing.T) {
	tests := []struct {
		in, want string
		refused  bool
	}{
		{"logs", "/app/logs", false}, {"./upload/", "/app/upload", false}, {"/data/a.txt", "/data", false}, {"app.log", "", true}, {"../x", "/x", false}, {"../../../etc/passwd", "", true},
		{"/", "", true}, {"/app", "", true}, {"/etc/app", "", true}, {"/usr/local/tomcat/logs", "/usr/local/tomcat/logs", false}, {"/usr/lib", "", true}, {"${DIR}", "", false}, {"${DIR:/data}", "/data", false},
		{`C:\data`, "", true}, {"c:/data", "", true}, {"~/x", "", true}, {"%h/x", "", true}, {"classpath:x", "", false}, {"https://oss.example.com/x", "", false}, {"file:/data", "/data", false},
	}
	for _, tt := range tests {
		got, why := mountable(tt.in)
		if got != tt.want || why.Complete() != tt.refused {
			t.Errorf("%q: got %q %q", tt.in, got, why.EN)
		}
	}
}
