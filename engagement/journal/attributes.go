package journal

import (
	"os"
)

// Attributes is the .gitattributes of a workspace. Both sides of a merge keep their
// lines: of a log because all events count, of the view because it is made anew.
// Logs keep their bytes on every system.
func Attributes() []byte {
	return []byte("survey/answers.yaml text eol=lf merge=union\nsurvey/log/*.jsonl -text merge=union\n")
}

// addAttributes gives a workspace that has none its .gitattributes.
func addAttributes(root *os.Root) error {
	if _, err := root.Lstat(attributes); err == nil {
		return nil
	}
	return writeFile(root, attributes, Attributes(), true)
}
