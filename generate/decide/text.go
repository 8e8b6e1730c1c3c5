package decide

import "regexp"

var (
	// placeholderRE matches ${NAME} and ${NAME:default}, as Spring and shells write them.
	placeholderRE = regexp.MustCompile(`\$\{([A-Za-z_][A-Za-z0-9_.-]*)(?::-?([^{}]*))?\}`)
	// fileRE matches a path whose last part is a file by its ending.
	fileRE = regexp.MustCompile(`/[^/]*\.[a-z]{2,6}$`)
	// authorityRE matches host and port of a URL; a user before it is a group of its own.
	authorityRE = regexp.MustCompile(`//([^/@\s]*@)?([^/:?,\s]+)(:[0-9]+)?`)
	// localRE matches addresses that mean the machine itself.
	localRE = regexp.MustCompile(`^(localhost|127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?)$`)
)
