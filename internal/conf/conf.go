// Package conf reads configuration formats into flat settings that know their
// line, so that whatever is learned from one can be shown where it stands.
package conf

// Setting is one leaf of a configuration file. Key is the path of the leaf with
// dots between map keys and [i] after the key of a list (spring.datasource.url,
// services.web.ports[0]); Line counts from 1. A value is the text of the scalar;
// null is "".
type Setting struct {
	Key   string
	Value string
	Line  int
}

// Settings is a list in the order of the file. A key may occur more than once
// (several YAML documents, a property that is repeated).
type Settings []Setting

// Get returns the last setting with the key, the one that holds in every format
// this package reads.
func (s Settings) Get(key string) (Setting, bool) {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i].Key == key {
			return s[i], true
		}
	}
	return Setting{}, false
}
