package survey

import (
	"errors"
	"math"
	"regexp"
	"strconv"
)

var quantityRE = regexp.MustCompile(`^([0-9]{1,15}(?:\.[0-9]{1,9})?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$`)

var (
	errCPU    = errors.New("not an amount of CPU such as 500m or 2")
	errMemory = errors.New("not an amount of memory such as 512Mi or 2Gi")
)

// Millicores reads an amount of CPU as Kubernetes writes it, in thousandths of a
// core, rounded up.
func Millicores(s string) (int64, error) {
	m := quantityRE.FindStringSubmatch(s)
	if m == nil || m[2] != "" && m[2] != "m" {
		return 0, errCPU
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return 0, errCPU
	}
	if m[2] == "" {
		n *= 1000
	}
	if n > maxMillicores {
		return 0, errCPU
	}
	return int64(math.Ceil(n)), nil
}

// Bytes reads an amount of memory or storage as Kubernetes writes it, rounded up.
func Bytes(s string) (int64, error) {
	m := quantityRE.FindStringSubmatch(s)
	if m == nil || m[2] == "m" {
		return 0, errMemory
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return 0, errMemory
	}
	n *= map[string]float64{
		"": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40,
	}[m[2]]
	if n > maxBytes {
		return 0, errMemory
	}
	return int64(math.Ceil(n)), nil
}

// Larger amounts are mistakes, and sums of those below do not overflow.
const (
	maxMillicores = 1e9
	maxBytes      = 1 << 50
)
