package document_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/internal/document"
)

func TestMarkdown(t *testing.T) {
	d := document.Document{
		document.Heading{Level: 2, Text: "构建\nbuild"},
		document.Paragraph{Text: "Run this."},
		document.Code{Language: "sh", Text: "make ```x```\n"},
		document.List{Items: []string{"one", "two\nlines"}},
		document.Table{Head: []string{"a", "b"}, Rows: [][]string{{"x|y", document.Verbatim("a`b")}}},
	}
	want := "## 构建 build\n\nRun this.\n\n````sh\nmake ```x```\n````\n\n- one\n- two lines\n\n| a | b |\n| --- | --- |\n| x\\|y | ``a`b`` |\n"
	if diff := cmp.Diff(want, d.Markdown()); diff != "" {
		t.Error(diff)
	}
}
