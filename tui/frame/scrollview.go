package frame

// lines renders an item, once for every operation; an item without lines is one
// empty line.
func (s *Scroll) lines(i int) []string {
	if lines, ok := s.drawn[i]; ok {
		return lines
	}
	lines := s.item(i, s.width)
	if len(lines) == 0 {
		lines = []string{""}
	}
	if s.drawn == nil {
		s.drawn = map[int][]string{}
	}
	s.drawn[i] = lines
	return lines
}

// forget has items rendered anew: they may look different by now.
func (s *Scroll) forget() { clear(s.drawn) }

func (s *Scroll) heightOf(i int) int { return len(s.lines(i)) }

func (s *Scroll) skip(i int) bool { return s.Skip != nil && s.Skip(i) }

// step selects the next item in a direction that can be selected.
func (s *Scroll) step(dir int) bool {
	for i := s.selected + dir; i >= 0 && i < s.count; i += dir {
		if !s.skip(i) {
			s.selected = i
			s.forget() // a selected item may be taller
			return true
		}
	}
	return false
}

// reveal moves the view as little as needed to show the selected item, from its
// beginning when it is taller than the view. It looks at no more items than fit.
func (s *Scroll) reveal() {
	h := s.heightOf(s.selected)
	switch {
	case s.selected < s.top || s.selected == s.top && h <= s.height && s.offset > 0:
		s.top, s.offset = s.selected, 0
		return
	case s.selected == s.top:
		s.offset = min(s.offset, max(0, h-s.height))
		return
	case h >= s.height:
		s.top, s.offset = s.selected, 0
		return
	}
	used := -s.offset
	for i := s.top; i < s.selected; i++ {
		if used += s.heightOf(i); used+h > s.height {
			s.bottomAt(s.selected)
			return
		}
	}
}

// ShowLine scrolls so that a line of the selected item is visible, for an item that is
// taller than the view and holds the cursor.
func (s *Scroll) ShowLine(line int) {
	if s.count == 0 || s.item == nil || s.height == 0 {
		return
	}
	s.forget()
	s.reveal()
	if s.top != s.selected {
		return // it is shown whole
	}
	switch {
	case line < s.offset:
		s.offset = max(0, line)
	case line >= s.offset+s.height:
		s.offset = line - s.height + 1
	}
}

// Row is the line of what was rendered last on which a line of the selected item is.
func (s *Scroll) Row(line int) (y int, ok bool) {
	if s.top == s.selected {
		line -= s.offset
	}
	for y, i := range s.rows {
		if i == s.selected {
			y += line
			return y, line >= 0 && y < len(s.rows) && s.rows[y] == i
		}
	}
	return 0, false
}

// bottomAt places the last line of the item on the last line of the view.
func (s *Scroll) bottomAt(i int) {
	room := s.height - s.heightOf(i)
	for i > 0 && room > 0 {
		i--
		room -= s.heightOf(i)
	}
	s.top, s.offset = i, max(0, -room)
}

// fill leaves no empty lines below the last item while there are lines above.
func (s *Scroll) fill() {
	s.offset = min(max(0, s.offset), s.heightOf(s.top)-1)
	used := -s.offset
	for i := s.top; i < s.count; i++ {
		if used += s.heightOf(i); used >= s.height {
			return
		}
	}
	for missing := s.height - used; missing > 0; {
		if s.offset > 0 {
			n := min(missing, s.offset)
			s.offset -= n
			missing -= n
			continue
		}
		if s.top == 0 {
			return
		}
		s.top--
		s.offset = s.heightOf(s.top)
	}
}

// scroll moves the view by lines, and tells whether it moved.
func (s *Scroll) scroll(delta int) bool {
	top, offset := s.top, s.offset
	for ; delta > 0; delta-- {
		s.offset++
		if s.offset >= s.heightOf(s.top) {
			if s.top == s.count-1 {
				s.offset--
				break
			}
			s.top, s.offset = s.top+1, 0
		}
	}
	for ; delta < 0; delta++ {
		if s.offset--; s.offset < 0 {
			if s.top == 0 {
				s.offset = 0
				break
			}
			s.top--
			s.offset = s.heightOf(s.top) - 1
		}
	}
	s.fill()
	return s.top != top || s.offset != offset
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
