package conf

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// JSON reads one value. Comments and trailing commas, which package.json,
// tsconfig.json and appsettings.json are full of, are accepted.
func JSON(text string) (Settings, error) {
	n, err := JSONNode(text)
	if err != nil {
		return nil, err
	}
	f := flattener{}
	err = f.node("", &n)
	return f.out, err
}

// JSONNode is JSON with the shape kept.
func JSONNode(text string) (Node, error) {
	if err := checkSize(text); err != nil {
		return Node{}, err
	}
	p := jsonParser{text: strings.TrimPrefix(text, "\uFEFF"), line: 1}
	if err := p.space(); err != nil {
		return Node{}, err
	}
	n, err := p.value(0)
	if err != nil {
		return Node{}, err
	}
	if err := p.space(); err != nil {
		return Node{}, err
	}
	if p.pos < len(p.text) {
		return Node{}, p.unexpected("after the value")
	}
	return n, nil
}

type jsonParser struct {
	text  string
	pos   int
	line  int
	nodes int
}

// peek returns the next byte, 0 at the end.
func (p *jsonParser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

// space skips white space and comments.
func (p *jsonParser) space() error {
	for p.pos < len(p.text) {
		rest := p.text[p.pos:]
		switch {
		case rest[0] == '\n':
			p.line++
			p.pos++
		case strings.IndexByte(" \t\r", rest[0]) >= 0:
			p.pos++
		case strings.HasPrefix(rest, "//"):
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			p.pos += end
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest, "*/")
			if end < 0 {
				return failf(p.line, "invalid JSON: comment without end")
			}
			p.line += strings.Count(rest[:end], "\n")
			p.pos += end + 2
		default:
			return nil
		}
	}
	return nil
}

func (p *jsonParser) value(depth int) (Node, error) {
	p.nodes++
	if depth > maxDepth || p.nodes > maxNodes {
		return Node{}, tooLarge(true, p.line)
	}
	switch p.peek() {
	case '{':
		return p.object(depth)
	case '[':
		return p.array(depth)
	case '"':
		line := p.line
		s, err := p.str()
		return Node{Kind: Scalar, Value: s, Line: line}, err
	}
	return p.literal()
}

func (p *jsonParser) object(depth int) (Node, error) {
	out := Node{Kind: Map, Line: p.line}
	err := p.list('}', func() error {
		if p.peek() != '"' {
			return p.unexpected("where a key in quotes belongs")
		}
		line := p.line
		key, err := p.str()
		if err != nil {
			return err
		}
		if err := p.space(); err != nil {
			return err
		}
		if p.peek() != ':' {
			return p.unexpected("where a colon belongs")
		}
		p.pos++
		if err := p.space(); err != nil {
			return err
		}
		v, err := p.value(depth + 1)
		v.Key, v.Line = key, line
		out.Children = append(out.Children, v)
		return err
	})
	return out, err
}

func (p *jsonParser) array(depth int) (Node, error) {
	out := Node{Kind: List, Line: p.line}
	err := p.list(']', func() error {
		v, err := p.value(depth + 1)
		out.Children = append(out.Children, v)
		return err
	})
	return out, err
}

// list reads what stands between two brackets, item by item.
func (p *jsonParser) list(end byte, item func() error) error {
	p.pos++
	for {
		if err := p.space(); err != nil {
			return err
		}
		if p.peek() == end {
			p.pos++
			return nil
		}
		if err := item(); err != nil {
			return err
		}
		if err := p.space(); err != nil {
			return err
		}
		switch p.peek() {
		case ',':
			p.pos++
		case end:
		default:
			return p.unexpected("where a comma or " + string(end) + " belongs")
		}
	}
}

func (p *jsonParser) literal() (Node, error) {
	rest := p.text[p.pos:]
	end := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("+-.", r) && !isWord(r) })
	if end < 0 {
		end = len(rest)
	}
	word := rest[:end]
	n := Node{Kind: Scalar, Value: word, Line: p.line}
	switch word {
	case "null":
		n.Kind, n.Value = Null, ""
	case "true", "false":
	default:
		if _, err := strconv.ParseFloat(word, 64); err != nil && !strings.HasSuffix(err.Error(), strconv.ErrRange.Error()) || word == "" {
			return Node{}, p.unexpected("where a value belongs")
		}
	}
	p.pos += end
	return n, nil
}

func isWord(r rune) bool {
	return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// str reads a string; the parser stands on its opening quote.
func (p *jsonParser) str() (string, error) {
	p.pos++
	rest := p.text[p.pos:]
	end := strings.IndexAny(rest, "\"\\\n")
	if end >= 0 && rest[end] == '"' { // nearly all strings
		p.pos += end + 1
		return rest[:end], nil
	}
	var out strings.Builder
	for {
		end := strings.IndexAny(p.text[p.pos:], "\"\\\n")
		if end < 0 || p.text[p.pos+end] == '\n' {
			return "", failf(p.line, "invalid JSON: string without end")
		}
		out.WriteString(p.text[p.pos : p.pos+end])
		p.pos += end + 1
		if p.text[p.pos-1] == '"' {
			return out.String(), nil
		}
		r, err := p.escape()
		if err != nil {
			return "", err
		}
		out.WriteRune(r)
	}
}

// escape reads what follows a backslash.
func (p *jsonParser) escape() (rune, error) {
	c := p.peek()
	p.pos++
	if i := strings.IndexByte(`"\/bfnrt`, c); i >= 0 && c != 0 {
		return rune("\"\\/\b\f\n\r\t"[i]), nil
	}
	r, n := hexRune(p.text, p.pos)
	if c != 'u' || n == 0 {
		return 0, failf(p.line, `invalid JSON: unknown escape \%c`, c)
	}
	p.pos += n
	return r, nil
}

// hexRune reads the four digits of a \u escape that ends before pos, and the
// second half of a surrogate pair if one follows. It returns how many bytes that
// were, 0 when there are no four digits.
func hexRune(text string, pos int) (rune, int) {
	hi, ok := hex4(text, pos)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(hi) {
		return hi, 4
	}
	if strings.HasPrefix(text[pos+4:], `\u`) {
		if lo, ok := hex4(text, pos+6); ok {
			if r := utf16.DecodeRune(hi, lo); r != utf8.RuneError {
				return r, 10
			}
		}
	}
	return utf8.RuneError, 4
}

func hex4(text string, pos int) (rune, bool) {
	if pos+4 > len(text) {
		return 0, false
	}
	v, err := strconv.ParseUint(text[pos:pos+4], 16, 16)
	return rune(v), err == nil
}

func (p *jsonParser) unexpected(where string) error {
	if p.pos >= len(p.text) {
		return failf(p.line, "invalid JSON: the file ends %s", where)
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.pos:])
	return failf(p.line, "invalid JSON: unexpected %q %s", r, where)
}
