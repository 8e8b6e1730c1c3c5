package image

import (
	"debug/buildinfo"
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

const maxPrograms = 200

// examinePrograms looks into the executables that the application brings.
func (im *Image) examinePrograms() {
	have := map[string]bool{} // shared libraries, by name
	im.tree.root.walk(".", func(_ string, n *node) bool {
		if !n.dir() && strings.Contains(n.name, ".so") {
			have[n.name] = true
		}
		return true
	})
	im.tree.root.walk(".", func(name string, n *node) bool {
		if n.file != nil && n.file.kept && len(im.found.programs) < maxPrograms && (im.application(name) || im.started(name)) {
			if p, ok := readProgram(im.reader(n.file), n.file.size); ok && im.mine(name, p) {
				p.Path = name
				p.Missing = im.missing(p, have)
				im.found.programs = append(im.found.programs, p)
			}
		}
		return true
	})
}

// mine leaves out libraries, of which an application may bring hundreds.
func (im *Image) mine(name string, p Program) bool {
	return p.Language != "" || im.started(name) || p.Loader != "" && !strings.Contains(path.Base(name), ".so")
}

// started tells whether the start command names the file.
func (im *Image) started(name string) bool {
	return slices.Contains(im.starts, name)
}

// missing lists the loader and the libraries that a program needs and the image has nowhere.
func (im *Image) missing(p Program, have map[string]bool) []string {
	var out []string
	if p.Loader != "" && !im.has(strings.TrimPrefix(p.Loader, "/")) {
		out = append(out, p.Loader)
	}
	musl := strings.Contains(p.Loader, "ld-musl")
	for _, l := range p.Libraries {
		if !have[l] && !(musl && strings.HasPrefix(l, "libc.")) {
			out = append(out, l)
		}
	}
	return out
}

// readProgram reads an ELF, PE or Mach-O executable; false when it is none.
func readProgram(r io.ReaderAt, size int64) (p Program, ok bool) {
	defer func() {
		if recover() != nil { // the readers of the standard library are not written for hostile input
			p, ok = Program{}, false
		}
	}()
	head := make([]byte, 4)
	if _, err := r.ReadAt(head, 0); err != nil || size < 64 {
		return Program{}, false
	}
	switch {
	case string(head) == elf.ELFMAG:
		p, ok = readELF(r)
	case string(head[:2]) == "MZ":
		p, ok = readPE(r)
	case string(head) == "\xcf\xfa\xed\xfe":
		if f, err := macho.NewFile(r); err == nil {
			p, ok = Program{Format: "macho", Architecture: strings.TrimPrefix(strings.ToLower(f.Cpu.String()), "cpu")}, true
		}
	}
	if ok {
		goProgram(r, &p)
	}
	return p, ok
}

// goProgram adds what the Go linker notes in what it builds (https://pkg.go.dev/debug/buildinfo).
func goProgram(r io.ReaderAt, p *Program) {
	info, err := buildinfo.Read(r)
	if err != nil {
		return
	}
	p.Language, p.Module = "go", clip(info.Path)
	p.Version = clip(strings.TrimPrefix(strings.Fields(info.GoVersion + " ")[0], "go"))
	for _, d := range info.Deps {
		if len(p.Modules) < 2000 {
			p.Modules = append(p.Modules, Module{clip(d.Path), clip(d.Version)})
		}
	}
}

func readELF(r io.ReaderAt) (Program, bool) {
	f, err := elf.NewFile(r)
	if err != nil || f.Type != elf.ET_EXEC && f.Type != elf.ET_DYN {
		return Program{}, false
	}
	p := Program{Format: "elf", Architecture: architecture(f.Machine)}
	for _, prog := range f.Progs {
		if prog.Type == elf.PT_INTERP && prog.Filesz < 4096 {
			b := make([]byte, prog.Filesz)
			if _, err := io.ReadFull(prog.Open(), b); err == nil {
				p.Loader = clip(strings.TrimRight(string(b), "\x00"))
			}
		}
	}
	if libs, err := f.ImportedLibraries(); err == nil {
		for _, l := range libs[:min(len(libs), 500)] {
			p.Libraries = append(p.Libraries, clip(l))
		}
	}
	if s := f.Section(".dynsym"); s != nil && s.Size < 64<<20 {
		if symbols, err := f.ImportedSymbols(); err == nil {
			p.Glibc = newest(symbols)
		}
	}
	return p, true
}

func architecture(m elf.Machine) string {
	switch m {
	case elf.EM_X86_64:
		return "amd64"
	case elf.EM_AARCH64:
		return "arm64"
	case elf.EM_386:
		return "386"
	case elf.EM_ARM:
		return "arm"
	case elf.EM_LOONGARCH:
		return "loong64"
	}
	return strings.ToLower(strings.TrimPrefix(m.String(), "EM_"))
}

// newest is the newest version of glibc that symbols ask for.
func newest(symbols []elf.ImportedSymbol) string {
	best, most := "", -1
	for _, s := range symbols {
		v, ok := strings.CutPrefix(s.Version, "GLIBC_2.")
		if !ok {
			continue
		}
		minor, _, _ := strings.Cut(v, ".")
		if n, err := strconv.Atoi(minor); err == nil && n > most && n < 1000 {
			best, most = "2."+minor, n
		}
	}
	return best
}

// dotnetDirectory is the entry of the table of directories that .NET uses (ECMA-335, II.25.2.3.3).
const dotnetDirectory = 14

func readPE(r io.ReaderAt) (Program, bool) {
	f, err := pe.NewFile(r)
	if err != nil {
		return Program{}, false
	}
	p := Program{Format: "pe", Architecture: map[uint16]string{
		pe.IMAGE_FILE_MACHINE_AMD64: "amd64", pe.IMAGE_FILE_MACHINE_ARM64: "arm64", pe.IMAGE_FILE_MACHINE_I386: "386",
	}[f.Machine]}
	var clr pe.DataDirectory
	switch h := f.OptionalHeader.(type) {
	case *pe.OptionalHeader32:
		clr = h.DataDirectory[dotnetDirectory]
	case *pe.OptionalHeader64:
		clr = h.DataDirectory[dotnetDirectory]
	}
	if clr.Size > 0 {
		p.Language = "dotnet"
	}
	return p, true
}
