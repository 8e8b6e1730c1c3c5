package interview

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// speller turns Chinese texts into what people type for them. It remembers
// characters, of which a few hundred make up nearly all texts.
type speller struct {
	args  pinyin.Args
	known map[rune]character
}

type character struct {
	sound   string
	phrases []phrase // that begin with it
}

// phrase is a word of which a character does not sound as it mostly does.
type phrase struct {
	runes  []rune
	sounds []string
}

func newSpeller() *speller {
	s := &speller{args: pinyin.NewArgs(), known: map[rune]character{}}
	for word, sounds := range map[string]string{
		"重新": "chong xin", "重复": "chong fu", "重入": "chong ru", "重试": "chong shi", "重启": "chong qi", "重建": "chong jian", "重构": "chong gou", "重庆": "chong qing",
		"时长": "shi chang", "最长": "zui chang", "长期": "chang qi", "多长": "duo chang", "长连接": "chang lian jie", "长度": "chang du", "长沙": "chang sha", "长春": "chang chun",
		"银行": "yin hang", "行业": "hang ye", "行数": "hang shu", "行覆盖": "hang fu gai", "弹性": "tan xing", "调试": "tiao shi", "调整": "tiao zheng", "协调": "xie tiao",
		"归还": "gui huan", "还原": "huan yuan", "泄露": "xie lou", "校验": "jiao yan", "成都": "cheng du", "首都": "shou du", "会计": "kuai ji", "供给": "gong ji", "西藏": "xi zang", "厦门": "xia men",
	} {
		p := phrase{[]rune(word), strings.Fields(sounds)}
		c := s.character(p.runes[0])
		c.phrases = append(c.phrases, p)
		s.known[p.runes[0]] = c
	}
	return s
}

// spell returns the first letters and the whole pinyin of a text, with its Latin
// letters and digits as they are and everything else left out.
func (s *speller) spell(text string) (initials, full string) {
	var short, long strings.Builder
	runes := []rune(text)
	for i := 0; i < len(runes); {
		sounds, n := s.sounds(runes[i:])
		for _, sound := range sounds {
			short.WriteByte(sound[0])
			long.WriteString(sound)
		}
		if r := runes[i]; len(sounds) == 0 && r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			short.WriteRune(r)
			long.WriteRune(r)
		}
		i += n
	}
	return short.String(), long.String()
}

// sounds are those of the phrase or character with which the text begins.
func (s *speller) sounds(runes []rune) (sounds []string, length int) {
	if runes[0] < unicode.MaxASCII {
		return nil, 1
	}
	c := s.character(runes[0])
	for _, p := range c.phrases {
		if len(runes) >= len(p.runes) && slices.Equal(runes[:len(p.runes)], p.runes) {
			return p.sounds, len(p.runes)
		}
	}
	if c.sound == "" {
		return nil, 1
	}
	return []string{c.sound}, 1
}

func (s *speller) character(r rune) character {
	c, ok := s.known[r]
	if !ok {
		if all := pinyin.SinglePinyin(r, s.args); len(all) > 0 && unicode.Is(unicode.Han, r) {
			c.sound = all[0]
		}
		s.known[r] = c
	}
	return c
}
