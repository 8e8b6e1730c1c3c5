package image

import (
	"strings"
	"time"
)

// end is when a version of something is no longer supported for free. Version is compared as a prefix of whole numbers.
type end struct {
	id, version string
	on          string // YYYY-MM-DD
}

// endSource says where the dates of a distribution or a language come from.
func endSource(id string) string {
	return map[string]string{
		"debian": "https://wiki.debian.org/LTS", "ubuntu": "https://ubuntu.com/about/release-cycle", "alpine": "https://alpinelinux.org/releases/",
		"centos": "https://www.centos.org/centos-linux-eol/", "rhel": "https://access.redhat.com/support/policy/updates/errata",
		"rocky": "https://wiki.rockylinux.org/rocky/version/", "almalinux": "https://wiki.almalinux.org/release-notes/", "amzn": "https://endoflife.date/amazon-linux",
		"ol": "https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf", "fedora": "https://endoflife.date/fedora", "opensuse-leap": "https://en.opensuse.org/Lifetime",
		"alinux":     "https://www.alibabacloud.com/help/en/ecs/user-guide/solution-for-alibaba-cloud-linux-2-entering-the-els-phase",
		"javascript": "https://github.com/nodejs/release#release-schedule", "python": "https://devguide.python.org/versions/", "php": "https://www.php.net/supported-versions.php",
		"dotnet": "https://dotnet.microsoft.com/platform/support/policy/dotnet-core",
	}[id]
}

// systemEnds are the ends of free support of distributions, those of long-term support included where everyone gets it
// (Debian LTS). The dates are those of endSource as endoflife.date listed them in August 2026.
func systemEnds() []end {
	return []end{
		{"debian", "7", "2018-05-31"}, {"debian", "8", "2020-06-30"}, {"debian", "9", "2022-07-01"}, {"debian", "10", "2024-06-30"}, {"debian", "11", "2026-08-31"},
		{"debian", "12", "2028-06-30"}, {"debian", "13", "2030-06-30"},
		{"ubuntu", "12.04", "2017-04-28"}, {"ubuntu", "14.04", "2019-04-02"}, {"ubuntu", "16.04", "2021-04-02"}, {"ubuntu", "18.04", "2023-05-31"}, {"ubuntu", "20.04", "2025-05-31"},
		{"ubuntu", "22.04", "2027-04-01"}, {"ubuntu", "23.04", "2024-01-20"}, {"ubuntu", "23.10", "2024-07-12"}, {"ubuntu", "24.04", "2029-05-31"}, {"ubuntu", "24.10", "2025-07-10"},
		{"ubuntu", "25.04", "2026-01-17"}, {"ubuntu", "25.10", "2026-07-01"}, {"ubuntu", "26.04", "2031-04-30"},
		{"alpine", "3.3", "2017-11-01"}, {"alpine", "3.4", "2018-05-01"}, {"alpine", "3.5", "2018-11-01"}, {"alpine", "3.6", "2019-05-01"}, {"alpine", "3.7", "2019-11-01"},
		{"alpine", "3.8", "2020-05-01"}, {"alpine", "3.9", "2020-11-01"}, {"alpine", "3.10", "2021-05-01"}, {"alpine", "3.11", "2021-11-01"}, {"alpine", "3.12", "2022-05-01"},
		{"alpine", "3.13", "2022-11-01"}, {"alpine", "3.14", "2023-05-01"}, {"alpine", "3.15", "2023-11-01"}, {"alpine", "3.16", "2024-05-23"}, {"alpine", "3.17", "2024-11-22"},
		{"alpine", "3.18", "2025-05-09"}, {"alpine", "3.19", "2025-11-01"}, {"alpine", "3.20", "2026-04-01"}, {"alpine", "3.21", "2026-11-01"}, {"alpine", "3.22", "2027-05-01"},
		{"alpine", "3.23", "2027-11-01"}, {"alpine", "3.24", "2028-06-01"},
		{"centos", "5", "2017-03-31"}, {"centos", "6", "2020-11-30"}, {"centos", "7", "2024-06-30"}, {"centos", "8", "2021-12-31"}, {"centos", "9", "2027-05-31"}, {"centos", "10", "2030-05-31"},
		{"rhel", "6", "2020-11-30"}, {"rhel", "7", "2024-06-30"}, {"rhel", "8", "2029-05-31"}, {"rhel", "9", "2032-05-31"}, {"rhel", "10", "2035-05-31"},
		{"rocky", "8", "2029-05-31"}, {"rocky", "9", "2032-05-31"}, {"rocky", "10", "2035-05-31"},
		{"almalinux", "8", "2029-05-31"}, {"almalinux", "9", "2032-05-31"}, {"almalinux", "10", "2035-05-31"},
		{"ol", "6", "2021-03-31"}, {"ol", "7", "2024-12-31"}, {"ol", "8", "2029-07-31"}, {"ol", "9", "2032-06-30"},
		{"amzn", "2018", "2023-12-31"}, {"amzn", "2", "2026-06-30"}, {"amzn", "2023", "2029-06-30"},
		{"alinux", "2", "2026-03-31"}, {"alinux", "3", "2031-03-31"},
		{"opensuse-leap", "15.4", "2023-12-07"}, {"opensuse-leap", "15.5", "2024-12-31"}, {"opensuse-leap", "15.6", "2026-04-30"}, {"opensuse-leap", "16.0", "2027-10-31"},
		{"fedora", "38", "2024-05-21"}, {"fedora", "39", "2024-11-26"}, {"fedora", "40", "2025-05-13"}, {"fedora", "41", "2025-12-15"}, {"fedora", "42", "2026-05-27"}, {"fedora", "43", "2026-12-09"},
	}
}

// runtimeEnds are the ends of support of languages. Java has none here: who supports which version depends on the vendor.
func runtimeEnds() []end {
	return []end{
		{"javascript", "4", "2018-04-30"}, {"javascript", "6", "2019-04-30"}, {"javascript", "8", "2019-12-31"}, {"javascript", "10", "2021-04-30"}, {"javascript", "12", "2022-04-30"},
		{"javascript", "14", "2023-04-30"}, {"javascript", "16", "2023-09-11"}, {"javascript", "17", "2022-06-01"}, {"javascript", "18", "2025-04-30"}, {"javascript", "19", "2023-06-01"},
		{"javascript", "20", "2026-04-30"}, {"javascript", "21", "2024-06-01"}, {"javascript", "22", "2027-04-30"}, {"javascript", "23", "2025-06-01"}, {"javascript", "24", "2028-04-30"},
		{"python", "2.7", "2020-01-01"}, {"python", "3.4", "2019-03-18"}, {"python", "3.5", "2020-09-30"}, {"python", "3.6", "2021-12-23"}, {"python", "3.7", "2023-06-27"},
		{"python", "3.8", "2024-10-07"}, {"python", "3.9", "2025-10-31"}, {"python", "3.10", "2026-10-31"}, {"python", "3.11", "2027-10-31"}, {"python", "3.12", "2028-10-31"}, {"python", "3.13", "2029-10-31"},
		{"php", "5.6", "2018-12-31"}, {"php", "7.0", "2019-01-10"}, {"php", "7.1", "2019-12-01"}, {"php", "7.2", "2020-11-30"}, {"php", "7.3", "2021-12-06"}, {"php", "7.4", "2022-11-28"},
		{"php", "8.0", "2023-11-26"}, {"php", "8.1", "2025-12-31"}, {"php", "8.2", "2026-12-31"}, {"php", "8.3", "2027-12-31"}, {"php", "8.4", "2028-12-31"},
		{"dotnet", "2.1", "2021-08-21"}, {"dotnet", "3.1", "2022-12-13"}, {"dotnet", "5", "2022-05-10"}, {"dotnet", "6", "2024-11-12"}, {"dotnet", "7", "2024-05-14"}, {"dotnet", "8", "2026-11-10"},
		{"dotnet", "9", "2026-11-10"}, {"dotnet", "10", "2028-11-14"},
	}
}

// endOf returns the end of a version, and the zero time when it is not known.
func endOf(table []end, id, version string) time.Time {
	for _, e := range table {
		if e.id == id && (version == e.version || strings.HasPrefix(version, e.version+".")) {
			on, err := time.Parse(time.DateOnly, e.on)
			if err == nil {
				return on
			}
		}
	}
	return time.Time{}
}
