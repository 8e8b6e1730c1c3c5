package fileset

import (
	"testing"
)

func TestKeepImagesLeavesWhatItCannotRead(t *testing.T) {
	plain := "images:\n- name: a\n  newTag: \"1\"\n"
	for name, mine := range map[string]string{
		"broken YAML":        "images:\n  - name: a\n - b\n",
		"flow entry":         "images:\n- {name: a}\n",
		"flow list":          "images: [{name: a}]\n",
		"folded value":       "images:\n- name: >-\n    a\n",
		"value on next line": "images:\n- name:\n    a\n",
		"value of two lines": "images:\n- name: \"a\n    b\"\n",
		"dash on own line":   "images:\n-\n  name: a\n",
		"anchor":             "images:\n- &x\n  name: a\n",
		"anchor on a value":  "images:\n- name: &x a\n",
		"listed twice":       "images:\n- name: a\n- name: a\n",
		"no name":            "images:\n- newTag: a\n",
		"nested":             "images:\n- name: a\n  b:\n    c: d\n",
		"other line breaks":  "a: b\u2028images:\n- name: a\n",
		"bare CR":            "a: b\rimages:\n- name: a\n",
	} {
		if _, _, err := KeepImages([]byte(plain), []byte(mine), []byte(plain)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, mine := range map[string]string{
		"no list": "resources:\n- a\n", "empty list": "images: []\n", "null": "images:\n", "empty file": "", "other document": "- a\n",
		"a scalar": "images: a\n",
	} {
		base, generated, err := KeepImages([]byte(plain), []byte(mine), []byte(plain))
		if err != nil || string(base) != plain || string(generated) != plain {
			t.Errorf("%s: %q %q %v", name, base, generated, err)
		}
	}
}
