package detect

import "github.com/gantry-ack/gantry/assess/internal/golang"

// wordFilter tells quickly that a package has nothing of a name. It is wrong now and
// then for a large package, which costs a look.
type wordFilter [64]uint64

func (f *wordFilter) add(words []golang.Word) {
	for _, w := range words {
		f[w/64%64] |= 1 << (w % 64)
	}
}

func (f *wordFilter) may(w golang.Word) bool { return f[w/64%64]&(1<<(w%64)) != 0 }
