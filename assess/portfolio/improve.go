package portfolio

// epsilon is the least gain that counts; sums of floats differ by less.
const epsilon = 1e-9

// reach is how many waves apart two groups may be to change places: far exchanges come about by
// several near ones, and trying all pairs of a thousand groups would take longer than it is worth.
const reach = 3

// improve lets single groups move and near pairs change places, each once, and tells whether
// anything got better.
func (s *schedule) improve() bool {
	better := false
	sample := s.e.sampleGroup()
	for _, g := range s.e.groups {
		if g != sample && (s.move(g) || s.swap(g)) {
			better = true
		}
	}
	return better
}

// firstFree is the first wave that takes others than the sample.
func (s *schedule) firstFree() int {
	if s.e.sampleGroup() != nil {
		return 2
	}
	return 1
}

// move puts a group where it costs least.
func (s *schedule) move(g *group) bool {
	now := s.wave[g.at]
	best, at := s.costOf(g.at, now), now
	for w := s.firstFree(); w <= s.last; w++ {
		if w == now || !s.fits(g, w) {
			continue
		}
		if c := s.costOf(g.at, w); c < best-epsilon {
			best, at = c, w
		}
	}
	if at == now {
		return false
	}
	s.put(g, at)
	return true
}

// swap exchanges a group with the one with which that saves most.
func (s *schedule) swap(g *group) bool {
	var partner *group
	best := -epsilon
	for _, o := range s.e.groups[g.at+1:] {
		a, b := s.wave[g.at], s.wave[o.at]
		if a == b || b < s.firstFree() || a-b > reach || b-a > reach || !s.exchangeable(g, o) {
			continue
		}
		if gain := s.exchange(g, o, a, b); gain < best {
			best, partner = gain, o
		}
	}
	if partner == nil {
		return false
	}
	a, b := s.wave[g.at], s.wave[partner.at]
	s.put(g, b)
	s.put(partner, a)
	return true
}

// exchangeable tells whether both fit in each other's place.
func (s *schedule) exchangeable(g, o *group) bool {
	a, b := s.wave[g.at], s.wave[o.at]
	room := func(wave int, out, in float64) bool {
		rest := s.load[wave] - out
		return rest+in <= s.limit || rest < epsilon
	}
	return room(a, g.effort, o.effort) && room(b, o.effort, g.effort)
}

// exchange is by how much the cost changes; both are moved for the moment of the question, as
// they may depend on each other.
func (s *schedule) exchange(g, o *group, a, b int) float64 {
	before := s.costOf(g.at, a)
	s.wave[g.at] = b
	gain := s.costOf(g.at, b) - before
	before = s.costOf(o.at, b)
	s.wave[o.at] = a
	gain += s.costOf(o.at, a) - before
	s.wave[g.at], s.wave[o.at] = a, b
	return gain
}

// compact leaves out waves that became empty.
func (s *schedule) compact() {
	number, next := make([]int, s.last+1), 0
	used := make([]bool, s.last+1)
	for _, w := range s.wave {
		used[w] = true
	}
	for w := 1; w <= s.last; w++ {
		if used[w] {
			next++
			number[w] = next
		}
	}
	for i, w := range s.wave {
		s.wave[i] = number[w]
	}
	load := make([]float64, next+1)
	for i, g := range s.e.groups {
		load[s.wave[i]] += g.effort
	}
	s.load, s.last = load, next
}
