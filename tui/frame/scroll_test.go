package frame

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"
)

// tall renders item i as 1 + i%3 lines.
func tall(i, _ int) []string {
	out := make([]string, 1+i%3)
	for j := range out {
		out[j] = fmt.Sprintf("%d.%d", i, j)
	}
	return out
}

func TestScrollKeepsTheSelectedItemInView(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		s := &Scroll{}
		if random.IntN(2) == 0 {
			s.Skip = func(i int) bool { return i%5 == 0 }
		}
		n := 1 + random.IntN(60)
		s.SetItems(n, tall)
		for range 60 {
			s.SetSize(20, 1+random.IntN(12))
			switch random.IntN(7) {
			case 0:
				s.Home()
			case 1:
				s.End()
			case 2:
				s.Page(1)
			case 3:
				s.Page(-1)
			case 4:
				s.Select(random.IntN(n))
			default:
				s.Move(random.IntN(7) - 3)
			}
			checkView(t, s, n)
		}
	}
}

func checkView(t *testing.T, s *Scroll, n int) {
	t.Helper()
	lines := s.Render()
	total := 0
	for i := range n {
		total += len(tall(i, 0))
	}
	if want := min(total, s.height); len(lines) != want {
		t.Fatalf("%d lines of %d, want %d", len(lines), total, want)
	}
	seen := 0
	for y := range lines {
		if s.rows[y] == s.Selected() {
			seen++
		}
	}
	if want := min(len(tall(s.Selected(), 0)), s.height); seen < want {
		t.Fatalf("%d lines of the selected item %d are visible, want %d:\n%s", seen, s.Selected(), want, strings.Join(lines, "\n"))
	}
}

func TestScrollThroughATallItem(t *testing.T) {
	s := &Scroll{}
	s.SetSize(10, 2)
	s.SetItems(2, func(i, _ int) []string {
		if i == 1 {
			return []string{"last"}
		}
		return []string{"a", "b", "c"}
	})
	want := []string{"a b", "b c", "c last", "b c", "a b"}
	got := []string{strings.Join(s.Render(), " ")}
	for _, key := range []rune{tea.KeyDown, tea.KeyDown, tea.KeyUp, tea.KeyUp} {
		s.Update(tea.KeyPressMsg{Code: key})
		got = append(got, strings.Join(s.Render(), " "))
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestFreeScroll(t *testing.T) {
	s := &Scroll{Free: true}
	s.SetSize(10, 3)
	s.SetItems(4, tall) // 1+2+3+1 lines
	s.Render()
	if above, below := s.More(); above || !below || s.Position() != "2/4" || s.Selected() != -1 {
		t.Error(above, below, s.Position(), s.Selected())
	}
	s.Update(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	if got := strings.Join(s.Render(), " "); got != "1.0 1.1 2.0" {
		t.Error(got)
	}
	s.End()
	if got := strings.Join(s.Render(), " "); got != "2.1 2.2 3.0" {
		t.Error(got)
	}
	if above, below := s.More(); !above || below || s.Position() != "4/4" {
		t.Error(above, below, s.Position())
	}
	if s.Move(1) {
		t.Error("moves beyond the end")
	}
	s.Home()
	if got := strings.Join(s.Render(), " "); got != "0.0 1.0 1.1" {
		t.Error(got)
	}
}

func TestMoveBeforeTheFirstRender(t *testing.T) {
	s := &Scroll{}
	s.SetItems(100, tall)
	if !s.Move(3) || s.Selected() != 3 || !s.Page(1) {
		t.Error(s.Selected())
	}
	s.End()
	s.SetSize(10, 4)
	checkView(t, s, 100)
}

func TestScrollOfChangingItems(t *testing.T) {
	s := &Scroll{}
	if s.Render() != nil || s.Update(tea.KeyPressMsg{Code: tea.KeyDown}) || s.Position() != "0/0" {
		t.Error("an empty list moves")
	}
	s.SetItems(100, tall)
	s.SetSize(10, 5)
	s.End()
	s.Render()
	s.SetItems(3, tall)
	checkView(t, s, 3)
	s.SetItems(0, tall)
	if s.Render() != nil || s.Selected() != -1 {
		t.Error("an item of an empty list")
	}
}

// TestScrollRendersOnlyWhatIsVisible holds the cost of a key to the height of the view.
func TestScrollRendersOnlyWhatIsVisible(t *testing.T) {
	calls := 0
	s := &Scroll{}
	s.SetSize(80, 24)
	s.SetItems(100_000, func(i, width int) []string { calls++; return tall(i, width) })
	for _, act := range []func(){s.End, s.Home, func() { s.Select(50_000) }, func() { s.Page(1) }, func() { s.Move(1) }} {
		calls = 0
		act()
		s.Render()
		if calls > 400 {
			t.Errorf("%d items were rendered", calls)
		}
	}
}

func BenchmarkScroll100000(b *testing.B) {
	line := []string{"订单服务 order-server  pom.xml:31"}
	s := &Scroll{}
	s.SetSize(80, 24)
	s.SetItems(100_000, func(int, int) []string { return line })
	for i := 0; b.Loop(); i++ {
		s.Select(i * 7919 % 100_000)
		s.Render()
	}
}
