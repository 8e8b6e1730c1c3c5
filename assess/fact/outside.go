package fact

// Outside is a front end whose build writes into another component.
type Outside struct {
	Dir     string   // of its manifest
	Output  string   // what the build leaves
	Tool    string   // npm, yarn or pnpm
	Version string   // of the tool, "" when nothing says it
	Lock    string   // lock file, "" for none
	Node    string   // version of Node that it asks for, "" for any
	Command []string // builds it, run in Dir
}

// Value encodes it as the value of a BuildOutside.
func (o Outside) Value() string {
	return Command(append([]string{o.Dir, o.Output, o.Tool, o.Version, o.Lock, o.Node}, o.Command...)...)
}

// ParseOutside decodes a value of a BuildOutside; false when it is none.
func ParseOutside(value string) (Outside, bool) {
	a := Args(value)
	if len(a) < 7 {
		return Outside{}, false
	}
	return Outside{Dir: a[0], Output: a[1], Tool: a[2], Version: a[3], Lock: a[4], Node: a[5], Command: a[6:]}, true
}
