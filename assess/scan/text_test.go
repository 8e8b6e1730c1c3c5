package scan

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestTextDecodes(t *testing.T) {
	chinese := "// 订单服务的配置，端口号为8080\nserver.port=8080\n"
	gbk, _ := simplifiedchinese.GBK.NewEncoder().String(chinese)
	rare, _ := simplifiedchinese.GB18030.NewEncoder().String("// 㐀𠀀 以及常用的汉字，在一个文件里\n")
	latin, _ := charmap.Windows1252.NewEncoder().String("// créé par André, où le café coûte 5 €\nport=80\n")
	short, _ := simplifiedchinese.GBK.NewEncoder().String("联通")
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(chinese)
	for name, c := range map[string]struct{ in, want string }{
		"utf-8":             {chinese, chinese},
		"byte order mark":   {"\uFEFFa", "a"},
		"gbk":               {gbk, chinese},
		"gbk of two":        {short, "联通"},
		"gb18030":           {rare, "// 㐀𠀀 以及常用的汉字，在一个文件里\n"},
		"gbk, cut off":      {gbk + "\xd6", chinese + "\uFFFD"},
		"latin-1":           {latin, "// créé par André, où le café coûte 5 €\nport=80\n"},
		"utf-16":            {utf16, chinese},
		"utf-8 with damage": {chinese + "\xff\n", chinese + "\uFFFD\n"},
		"one wrong byte":    {"a=\x81\n", "a=\uFFFD\n"},
	} {
		t.Run(name, func(t *testing.T) {
			tree := walk(t, fstest.MapFS{"f": {Data: []byte(c.in)}})
			for range 2 { // the second one is from the cache
				if got, err := tree.Text("f"); err != nil || got != c.want {
					t.Errorf("got %q, %v; want %q", got, err, c.want)
				}
			}
		})
	}
}

func TestTextRefuses(t *testing.T) {
	tree := walk(t, fstest.MapFS{
		"image": {Data: []byte("\x89PNG\x00")},
		"huge":  {Data: make([]byte, MaxText+1)},
		"dir/x": {},
	})
	if _, err := tree.Text("image"); !errors.Is(err, ErrNotText) {
		t.Errorf("image: %v", err)
	}
	if _, err := tree.Text("huge"); !errors.Is(err, ErrFileSize) {
		t.Errorf("huge: %v", err)
	}
	for _, name := range []string{"dir", "none", "../etc/passwd", "/etc/passwd"} {
		if _, err := tree.Text(name); err == nil || !strings.HasPrefix(err.Error(), "reading "+name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xff\xfea"))
	f.Add([]byte("\xd6\xd0\xce\xc4"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := decode(b)
		if err == nil && strings.ToValidUTF8(s, "") != s {
			t.Errorf("decode(%q) = %q is not UTF-8", b, s)
		}
	})
}
