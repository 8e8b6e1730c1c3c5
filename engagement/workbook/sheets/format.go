package sheets

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	quotedRE  = regexp.MustCompile(`"[^"]*"?|\\.|_.|\*.|\[(?:[^hmsHMS\]][^\]]*|[hmsHMS][^hmsHMS\]][^\]]*)\]`)
	escapedRE = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)
)

// formatOf tells how a number format shows a number.
func formatOf(id int, code string) Kind {
	switch {
	case id == 9 || id == 10:
		return Percentage
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return Date
	}
	code = strings.ToLower(quotedRE.ReplaceAllString(code, ""))
	switch {
	case strings.Contains(code, "%"):
		return Percentage
	case strings.Contains(code, "general"):
		return Number
	case strings.ContainsAny(code, "ymdhs年月日"):
		return Date
	}
	return Number
}

// showNumber prints a number that is stored in a cell as the cell shows it, without
// the digits that binary fractions add.
func showNumber(v string, format Kind, date1904 bool) (string, Kind) {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return plain(v), Text
	}
	switch format {
	case Percentage:
		return decimal(f*100) + "%", Percentage
	case Date:
		if s, ok := showDate(f, date1904); ok {
			return s, Date
		}
	}
	return decimal(f), Number
}

// decimal prints a number with the 15 digits that a spreadsheet keeps.
func decimal(f float64) string {
	if math.Abs(f) >= 1e15 {
		return strconv.FormatFloat(f, 'g', 15, 64)
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'e', 14, 64), 64)
	if err != nil {
		rounded = f
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// SerialDate is the day of a serial number as Excel counts days: 1 is 1900-01-01.
func SerialDate(serial float64) (time.Time, bool) {
	const last = 2958465 // 9999-12-31
	if serial < 1 || serial > last+1 {
		return time.Time{}, false
	}
	day := math.Floor(serial)
	seconds := math.Round((serial - day) * 86400)
	if day < 60 {
		day++ // Excel believes that 1900 was a leap year
	}
	return time.Date(1899, 12, 30, 0, 0, int(seconds), 0, time.UTC).AddDate(0, 0, int(day)), true
}

// DateSerial is the serial number of a day after February 1900.
func DateSerial(day time.Time) int {
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

func showDate(serial float64, date1904 bool) (string, bool) {
	if date1904 {
		serial += 1462
	}
	t, ok := SerialDate(serial)
	if !ok {
		return "", false
	}
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(time.DateOnly), true
	}
	return t.Format(time.DateTime), true
}

// unescape resolves _x000D_, with which files write characters that XML cannot.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escapedRE.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[2:6], 16, 16)
		if err != nil || n < 0x20 && n != '\t' && n != '\n' && n != '\r' || n >= 0xD800 && n < 0xE000 {
			return ""
		}
		return string(rune(n))
	})
}

// columnOf reads the letters at the beginning of a cell name; rest are its digits.
func columnOf(name string) (column int, rest string) {
	i := 0
	for ; i < len(name) && i < 4; i++ {
		c := name[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	return column, name[i:]
}

// rangeOf reads A1:B2.
func rangeOf(s string) (Range, bool) {
	from, to, ok := strings.Cut(strings.ReplaceAll(s, "$", ""), ":")
	if !ok {
		return Range{}, false
	}
	var r Range
	var top, bottom string
	r.Left, top = columnOf(from)
	r.Right, bottom = columnOf(to)
	var errTop, errBottom error
	r.Top, errTop = strconv.Atoi(top)
	r.Bottom, errBottom = strconv.Atoi(bottom)
	return r, errTop == nil && errBottom == nil && r.Left > 0 && r.Right >= r.Left && r.Top > 0 && r.Bottom >= r.Top
}
