package field

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// noise are pieces of what people and customers' files throw at a field.
func noise() []string {
	return []string{
		"订单", "order-server", "，。", "👨‍👩‍👧", "🇨🇳", "⚠️", "e\u0301", "\x1b[31m", "\t", "\n", "\u202e", "１２", "7", " ", "ก็็็", "한글", "\xff", "“引", "true", "是",
		"a\tb\nc\td", "ﷺ", "क्षि", "\u200b", "𠮷",
	}
}

func allKeys() []string {
	return []string{
		"<enter>", "<tab>", "<shift+tab>", "<esc>", "<up>", "<down>", "<left>", "<right>", "<space>", "<backspace>", "<delete>", "<home>", "<end>",
		"<pgup>", "<pgdown>", "<ctrl+z>", "<ctrl+u>", "<ctrl+k>", "<ctrl+w>", "<shift+left>", "<alt+up>", "a", "d", "e", "j", "k", "J", "K", "h", "l", "0", "1", "2", "9", "+",
	}
}

// play does random things with a field and checks after each that it renders within
// its bounds, with the cursor inside, and can be asked everything.
func play(t *testing.T, q survey.Question, seed uint64, steps int) {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 7))
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	langs := []i18n.Lang{i18n.ZH, i18n.EN}
	f := New(q, langs[random.IntN(2)], testTheme())
	var script []string
	for range steps {
		act := ""
		switch random.IntN(12) {
		case 0:
			f.Focus()
			act = "focus"
		case 1:
			if random.IntN(4) == 0 {
				f.Blur()
			}
			act = "blur"
		case 2, 3:
			act = pick(noise())
			f.Update(tea.PasteMsg{Content: act})
		case 4, 5, 6:
			act = pick(noise())
			f.Update(tea.KeyPressMsg{Code: tea.KeyExtended, Text: act})
		case 7:
			f.SetLook(langs[random.IntN(2)], frame.NewTheme(random.IntN(2) == 0, random.IntN(2) == 0, colorprofile.TrueColor))
		case 8:
			if v, given := f.Value(); given {
				f.Set(v)
			}
		default:
			act = pick(allKeys())
			press(f, act)
		}
		script = append(script, act)
		checkRender(t, f, 20+random.IntN(110), 1+random.IntN(24), script)
	}
	checkMeaning(t, q, f, script)
}

func checkRender(t *testing.T, f Field, width, height int, script []string) {
	t.Helper()
	lines, c := f.Render(width, height)
	if len(lines) > height {
		t.Fatalf("%d lines of %d after %q", len(lines), height, script)
	}
	for _, l := range lines {
		if w := cells.Width(l); w > width || strings.ContainsAny(l, "\n\t\r") {
			t.Fatalf("%q is %d wide of %d after %q", l, w, width, script)
		}
	}
	if c != nil && (c.X < 0 || c.X >= width || c.Y < 0 || c.Y >= len(lines)) {
		t.Fatalf("the cursor is at %d,%d of %dx%d after %q", c.X, c.Y, width, len(lines), script)
	}
	if (c != nil) != f.Editing() {
		t.Fatalf("editing %t, cursor %v, in %dx%d after %q", f.Editing(), c, width, height, script)
	}
}

// checkMeaning holds what a field answers to the survey.
func checkMeaning(t *testing.T, q survey.Question, f Field, script []string) {
	t.Helper()
	v, given := f.Value()
	p := f.Problem()
	if given && !isEmpty(p) {
		t.Fatalf("an answer with a problem %s after %q", p.EN, script)
	}
	if !given {
		return
	}
	if _, problems := q.Check(v); len(problems) > 0 {
		t.Fatalf("the survey refuses %s: %s, after %q", v, problems[0].EN, script)
	}
	f.Set(v)
	if again, ok := f.Value(); !ok || again.String() != v.String() {
		t.Fatalf("%s becomes %s after %q", v, again, script)
	}
}

func TestNothingIsWiderThanItsRoom(t *testing.T) {
	bank, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	steps := 24
	if testing.Short() {
		steps = 10
	}
	for i, q := range bank.Questions() {
		play(t, q, uint64(i), steps)
	}
	for i, q := range []survey.Question{environments(), record()} {
		q.ID = "test.question"
		play(t, q, uint64(1000+i), 400)
	}
}

func FuzzField(f *testing.F) {
	f.Add(uint64(1), uint8(3))
	f.Add(uint64(2), uint8(40))
	bank, err := survey.Load()
	if err != nil {
		f.Fatal(err)
	}
	questions := bank.Questions()
	f.Fuzz(func(t *testing.T, seed uint64, which uint8) {
		play(t, questions[int(which)%len(questions)], seed, 60)
	})
}

// screenKeys are the keys of the screens around a field, which it must leave to them
// unless it says so.
func screenKeys() []string {
	return []string{"n", "u", "x", "f", "g", "q", "[", "]", "/", "?", "ctrl+y", "ctrl+s", "ctrl+c", "ctrl+l", "ctrl+x"}
}

func TestKeysOfAFieldDoNotClash(t *testing.T) {
	for _, q := range []survey.Question{
		environments(), record(), {Field: survey.Field{Type: survey.List}}, choiceOf(survey.Choice, option("a", "")),
		{Field: survey.Field{Type: survey.Multi, Ranked: true, Options: []survey.Option{option("a", "")}}}, choiceOf(survey.Bool),
		scalarOf(survey.Field{Type: survey.Number}),
	} {
		f := open(t, q)
		for _, keys := range []string{"", "a", "<esc>", "<enter>", "e"} {
			press(f, keys)
			if got := frame.Clashes(f.Keys()); len(got) > 0 {
				t.Errorf("%s: %v", q.Type, got)
			}
			for _, b := range f.Keys().Bindings {
				if !b.Text.Complete() || b.Help != (i18n.Text{}) && !b.Help.Complete() {
					t.Errorf("%s: %s needs both languages", q.Type, b.ID)
				}
				if k := slices.IndexFunc(b.Keys, func(k string) bool { return slices.Contains(screenKeys(), k) }); k >= 0 {
					t.Errorf("%s takes %s from the screen", q.Type, b.Keys[k])
				}
			}
		}
	}
}

func BenchmarkRenderTable(b *testing.B) {
	f := open(b, environments())
	var lines []string
	for range 200 {
		lines = append(lines, "shop-production,cloud,12,true")
	}
	f.Set(rows(environments(), lines...))
	press(f, "jje")
	for b.Loop() {
		f.Render(76, 14)
	}
}

func TestAllKeysHaveNames(t *testing.T) {
	for _, m := range AllKeys() {
		if m.ID == "" || !m.Title.Complete() || len(m.Bindings) == 0 || len(frame.Clashes(m)) > 0 {
			t.Errorf("%q: %v", m.ID, frame.Clashes(m))
		}
	}
}
