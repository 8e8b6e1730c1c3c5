package image

import (
	"encoding/json"
	"io"
	"maps"
	"path"
	"time"
)

// shown is the configuration as it may be shown: what evidence at ConfigPath leads to.
type shown struct {
	Platform string    `json:"platform"`
	Created  time.Time `json:"created,omitzero"`
	Config   Config    `json:"config"`
	History  []string  `json:"history"`
}

// showConfig puts the configuration, secrets masked, into the file system.
func (im *Image) showConfig() error {
	s := shown{Platform: im.platform(), Created: im.config.Created.UTC(), Config: im.configuration()}
	for _, h := range im.config.History {
		s.History = append(s.History, instruction(h.CreatedBy))
	}
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	at, err := im.files.spool.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := im.files.spool.Write(append(b, '\n')); err != nil {
		return err
	}
	dir, base := path.Split(ConfigPath)
	n := &node{name: base, mode: 0o444, layer: -1, file: &file{layer: -1, path: ConfigPath, size: int64(len(b) + 1), kept: true, at: at}}
	root := *im.tree.root
	root.children = maps.Clone(root.children)
	if elem := path.Clean(dir); root.children[elem] == nil { // an image that has the directory keeps its own
		root.children[elem] = newDir(elem, -1)
		root.children[elem].children[base] = n
	}
	im.files.root = &root
	return nil
}
