package portfolio

import (
	"math/rand/v2"
	"testing"
)

// TestComponentsAgreeWithReach compares with the definition: two nodes are in one component when
// each reaches the other.
func TestComponentsAgreeWithReach(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		n := 1 + r.IntN(9)
		edges := make([][]int, n)
		for range r.IntN(2 * n) {
			from := r.IntN(n)
			edges[from] = append(edges[from], r.IntN(n))
		}
		next := func(i int) []int { return edges[i] }
		of := make([]int, n)
		seen := 0
		for c, component := range scc(n, next) {
			for _, v := range component {
				of[v] = c
				seen++
			}
		}
		if seen != n {
			t.Fatalf("%v: %d of %d nodes are in a component", edges, seen, n)
		}
		for a := range n {
			for b := range n {
				if both := reaches(a, b, next) && reaches(b, a, next); both != (of[a] == of[b]) {
					t.Fatalf("%v: %d and %d together: %v", edges, a, b, !both)
				}
			}
		}
	}
}

func reaches(a, b int, next func(int) []int) bool {
	seen, queue := map[int]bool{a: true}, []int{a}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		if v == b {
			return true
		}
		for _, w := range next(v) {
			if !seen[w] {
				seen[w] = true
				queue = append(queue, w)
			}
		}
	}
	return false
}

func TestLongChainDoesNotGrowTheStack(t *testing.T) {
	const n = 200_000
	next := func(i int) []int {
		if i+1 < n {
			return []int{i + 1}
		}
		return []int{0}
	}
	if got := scc(n, next); len(got) != 1 || len(got[0]) != n {
		t.Errorf("%d components", len(got))
	}
}

func TestParseAddress(t *testing.T) {
	for s, want := range map[string]string{
		"jdbc:mysql://db.corp:3306/shop?useSSL=false": "db.corp:3306/shop",
		"jdbc:mysql://${H:db}:${P:3306}/shop":         "db:3306/shop",
		"jdbc:oracle:thin:@ora:1521:ORCL":             "ora:1521/ORCL",
		"jdbc:oracle:thin:@//ora:1521/ORCL":           "ora:1521/ORCL",
		"jdbc:sqlserver://sql:1433;databaseName=crm":  "sql:1433/crm",
		"mongodb://user:secret@m1:27017,m2:27017/crm": "m1:27017/crm",
		"kafka-1:9092,kafka-2:9092":                   "kafka-1:9092",
		"http://[2001:db8::1]:8080/x":                 "",
		"http://10.0.0.5/x":                           "10.0.0.5/x",
		"http://127.0.0.1:80":                         "",
		"localhost:3306":                              "",
		"${MYSQL_HOST}:3306":                          "",
		"http://www.example.com/":                     "",
		"":                                            "",
	} {
		got, ok := parseAddress(s)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q: %q, %v; want %q", s, got.String(), ok, want)
		}
	}
}
