package syntax

import (
	_ "embed"
	"strings"
)

// The tables of types of well-known packages: on each line the name of a package, then its types,
// with a blank behind each.
var (
	//go:embed java_types.txt
	jdkTypes string
	//go:embed csharp_types.txt
	dotnetTypes string
)

// typesOf returns the types of a package, with a blank before and after each; "" when the table
// does not have it.
func typesOf(table, pkg string) string {
	start := strings.Index(table, "\n"+pkg+" ")
	if start < 0 || pkg == "" {
		return ""
	}
	list := table[start+1+len(pkg):]
	if end := strings.IndexByte(list, '\n'); end >= 0 {
		list = list[:end]
	}
	return list
}

// hasType tells whether a package of the table has the type.
func hasType(table, pkg, name string) bool {
	list := typesOf(table, pkg)
	for at := 0; name != "" && at < len(list); {
		i := strings.Index(list[at:], name)
		if i < 0 {
			return false
		}
		at += i + len(name)
		if list[at-len(name)-1] == ' ' && list[at] == ' ' {
			return true
		}
	}
	return false
}
