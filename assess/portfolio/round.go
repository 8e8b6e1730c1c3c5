package portfolio

import (
	"math"
	"strconv"
)

// round keeps a number of decimals, so that sums of what is shown are what is shown.
func round(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(v*p) / p
}

// number prints without needless decimals.
func number(v float64) string { return strconv.FormatFloat(round(v, 2), 'f', -1, 64) }
