package words_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/assess/internal/words"
)

// ends is what Ends is meant to return.
func ends(list []string, text string) []int {
	var out []int
	for i := range len(text) {
		if slices.ContainsFunc(list, func(w string) bool { return w != "" && strings.HasSuffix(text[:i+1], w) }) {
			out = append(out, i)
		}
	}
	return out
}

func TestSet(t *testing.T) {
	list := []string{"he", "she", "his", "hers", "://", "é", ""}
	for _, text := range []string{"", "ushers", "she is here", "http://x", "hh", "caf\xc3\xa9", "hi", "shis"} {
		s := words.New(list...)
		want := ends(list, text)
		if got := s.Ends(text); !slices.Equal(got, want) {
			t.Errorf("Ends(%q) = %v, want %v", text, got, want)
		}
		if got := s.In(text); got != (len(want) > 0) {
			t.Errorf("In(%q) = %v", text, got)
		}
	}
	if words.New().In("anything") {
		t.Error("an empty set is in a text")
	}
}

func FuzzSet(f *testing.F) {
	f.Add("he,she,hers", "ushers")
	f.Add("a,aa,aab", "aaab")
	f.Fuzz(func(t *testing.T, list, text string) {
		w := strings.Split(list, ",")
		if got, want := words.New(w...).Ends(text), ends(w, text); !slices.Equal(got, want) {
			t.Errorf("Ends of %q in %q = %v, want %v", w, text, got, want)
		}
	})
}

func TestFold(t *testing.T) {
	set := words.NewFold("secret_key", "pass")
	for text, want := range map[string]bool{"SECRET_KEY = 1": true, "passWord": true, "PAS": false, "Secret-Key": false} {
		if got := set.In(text); got != want {
			t.Errorf("in %q: %v", text, got)
		}
	}
}
