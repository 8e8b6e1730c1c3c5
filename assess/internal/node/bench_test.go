package node

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkAnalyse reads a workspace of 50 services with 5000 source files.
func BenchmarkAnalyse(b *testing.B) {
	files := map[string]string{"package.json": `{"name":"root","workspaces":["services/*"]}`}
	body := strings.Repeat("export function f(a, b) {\n  const { x } = a; // what\n  return `${x}` + b.map((c) => c.d['e'] ?? 'f');\n}\n", 40)
	for s := range 50 {
		dir := fmt.Sprintf("services/s%d/", s)
		files[dir+"package.json"] = `{"name":"s","scripts":{"start":"node src/f0.js"},"dependencies":{"express":"4","ioredis":"5"}}`
		for i := range 100 {
			files[fmt.Sprintf("%ssrc/f%d.js", dir, i)] = fmt.Sprintf("import { f } from './f%d.js';\nconst port = process.env.PORT || 3000;\napp.listen(port);\n", i+1) + body
		}
	}
	tree := walk(b, pack(files))
	paths := tree.Match("**/package.json")
	b.ReportAllocs()
	for b.Loop() {
		if mods, _, err := Analyse(b.Context(), tree, paths); err != nil || len(mods) != 51 {
			b.Fatal(len(mods), err)
		}
	}
}
