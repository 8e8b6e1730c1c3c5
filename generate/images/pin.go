package images

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Resolver finds the digest of what a reference names now.
type Resolver interface {
	Digest(ctx context.Context, ref string) (string, error)
}

// Pin returns, for each reference, the same with its digest. Scratch and what has
// a digest already stay as they are. All that cannot be resolved are named.
func Pin(ctx context.Context, r Resolver, refs []string) (map[string]string, error) {
	sorted := slices.Clone(refs)
	slices.Sort(sorted)
	pinned := map[string]string{}
	var errs []error
	for _, ref := range slices.Compact(sorted) {
		if ref == Scratch || strings.Contains(ref, "@") {
			pinned[ref] = ref
			continue
		}
		digest, err := r.Digest(ctx, ref)
		if err != nil {
			errs = append(errs, fmt.Errorf("pinning %s: %w", ref, err))
			continue
		}
		pinned[ref] = ref + "@" + digest
	}
	return pinned, errors.Join(errs...)
}
