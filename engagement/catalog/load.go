package catalog

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// data is the catalogue; an embedded file system has to be a variable.
//
//go:embed data/*.yaml
var data embed.FS

// Source names the statement of work that the catalogue quotes.
func Source() i18n.Text {
	return i18n.Text{ZH: "《容器化交付服务》工作说明书", EN: "Statement of work 《容器化交付服务》 (container delivery service)"}
}

// Load reads the embedded catalogue. Its error is a defect of the program, not
// of any input.
func Load() (Catalog, error) {
	var c Catalog
	files, err := fs.Glob(data, "data/*.yaml")
	if err != nil {
		return Catalog{}, fmt.Errorf("listing the service catalogue: %w", err)
	}
	for _, name := range files {
		text, err := data.ReadFile(name)
		if err != nil {
			return Catalog{}, fmt.Errorf("reading the service catalogue: %w", err)
		}
		dec := yaml.NewDecoder(bytes.NewReader(text))
		dec.KnownFields(true)
		// Each file holds lists of its own, so decoding one after the other
		// into the same value gathers the whole.
		if err := dec.Decode(&c); err != nil {
			return Catalog{}, fmt.Errorf("reading %s of the service catalogue: %w", path.Base(name), err)
		}
	}
	return c, nil
}
