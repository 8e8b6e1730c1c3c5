package portfolio

// scc returns the strongly connected components of a graph with n nodes, by Tarjan's algorithm
// without recursion: a chain of a thousand calls must not grow the stack. Each component is the
// list of its nodes; those that depend on nothing of another component come first.
func scc(n int, next func(int) []int) [][]int {
	t := tarjan{next: next, index: make([]int, n), low: make([]int, n), on: make([]bool, n)}
	for v := range n {
		if t.index[v] == 0 {
			t.visit(v)
		}
	}
	return t.out
}

type tarjan struct {
	next       func(int) []int
	index, low []int // index counts from 1; 0 is not visited
	on         []bool
	stack      []int
	count      int
	out        [][]int
}

type frame struct {
	node int
	next []int
}

func (t *tarjan) visit(root int) {
	calls := []frame{t.enter(root)}
	for len(calls) > 0 {
		top := &calls[len(calls)-1]
		v := top.node
		if len(top.next) > 0 {
			w := top.next[0]
			top.next = top.next[1:]
			switch {
			case t.index[w] == 0:
				calls = append(calls, t.enter(w))
			case t.on[w]:
				t.low[v] = min(t.low[v], t.index[w])
			}
			continue
		}
		calls = calls[:len(calls)-1]
		if len(calls) > 0 {
			parent := calls[len(calls)-1].node
			t.low[parent] = min(t.low[parent], t.low[v])
		}
		if t.low[v] == t.index[v] {
			t.pop(v)
		}
	}
}

func (t *tarjan) enter(v int) frame {
	t.count++
	t.index[v], t.low[v], t.on[v] = t.count, t.count, true
	t.stack = append(t.stack, v)
	return frame{v, t.next(v)}
}

func (t *tarjan) pop(v int) {
	var component []int
	for {
		w := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.on[w] = false
		component = append(component, w)
		if w == v {
			t.out = append(t.out, component)
			return
		}
	}
}
