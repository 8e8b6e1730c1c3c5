package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/internal/terminal"
)

var update = flag.Bool("update", false, "write the recording and the pictures of docs anew")

// TestRecording plays the session that README shows and holds the recording and the
// pictures in docs to it: they show the program as it is.
func TestRecording(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("plays a session of half a minute, key by key")
	}
	var cast strings.Builder
	d := newDesk(t)
	s := d.sit(terminal.Options{Width: 96, Height: 28, Record: &cast})
	s.WaitText("· biz.drivers", "✓ 已保存")
	s.Pause(2 * time.Second)
	s.press("2", "3")
	s.Pause(time.Second)
	s.press("enter")
	s.WaitText("· biz.scope.apps", "确认证据")
	s.Pause(time.Second)
	s.press("enter")
	s.WaitText("· biz.stakeholders")

	s.open("order", "app.stack") // found by its place and its id
	s.WaitText("源码显示：", "确认证据")
	s.Pause(2 * time.Second)
	chinese := s.Screen()
	s.press("ctrl+t")
	s.WaitText("The source shows:")
	s.Pause(2 * time.Second)
	english := s.Screen()
	s.press("ctrl+t")
	s.WaitText("源码显示：")
	s.press("enter")
	s.WaitText("· app.build")

	s.find("hhbc", "state.session") // by the initials of its pinyin
	s.press("3", "enter")
	s.WaitText("· state.files")
	s.open("", "perf.startup")
	s.Type("40s")
	s.WaitText("› 40s")
	s.press("f6")
	s.WaitText("─ 备注")
	s.Type("客户说：数据库慢的时候更久")
	s.WaitText("› 客户说：数据库慢的时候更久")
	s.Pause(time.Second)
	s.press("esc")
	s.WaitText("备注已保存")
	s.press("enter")
	s.WaitText("· perf.limits")
	s.press("f3")
	s.WaitText("· ops.health")
	s.press("r")
	s.WaitText("复核")
	s.Pause(3 * time.Second)
	review := s.Screen()
	s.press("esc")
	s.WaitText("· ops.health")
	s.leave()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	holdDoc(t, "interview.cast", cast.String())
	holdDoc(t, "interview.zh.svg", chinese.SVG())
	holdDoc(t, "interview.en.svg", english.SVG())
	holdDoc(t, "interview.review.svg", review.SVG())
}

// holdDoc holds a file in docs to what was made, or writes it.
func holdDoc(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("..", "..", "docs", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("docs/%s does not show the program as it is; go test ./cmd/gantry -run TestRecording -update writes it anew (-docs +program):\n%.4000s", name, diff)
	}
}
