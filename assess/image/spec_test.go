package image_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gantry-ack/gantry/assess/image"
)

func TestParseSpec(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	write := func(name string, b []byte) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("src/main.go", []byte("package main\n"))
	write("nginx", []byte("a file that is called so"))
	write("source.tar", tarOf(t, e{name: "shop-1.0/pom.xml", body: "<project/>"}))
	write("manifest.tar", tarOf(t, e{name: "manifest.json", body: `{"name":"a page"}`}))
	write("layout/oci-layout", []byte("{}"))
	write("layout/index.json", []byte("{}"))
	image1 := saved(t, small(t), "a:b")
	for spec, want := range map[string]image.Spec{
		"nginx:1.27":                            {Kind: image.Registry, Ref: "nginx:1.27"},
		"registry.cn-hangzhou.aliyuncs.com/a/b": {Kind: image.Registry, Ref: "registry.cn-hangzhou.aliyuncs.com/a/b"},
		"localhost:5000/a":                      {Kind: image.Registry, Ref: "localhost:5000/a"},
		"team/shop:v1":                          {Kind: image.Registry, Ref: "team/shop:v1"},
		"docker://team/shop":                    {Kind: image.Registry, Ref: "team/shop"},
		"image:team/shop":                       {Kind: image.Registry, Ref: "team/shop"},
		"oci:layout":                            {Kind: image.Layout, Path: "layout"},
		"layout":                                {Kind: image.Layout, Path: "layout"},
		"layout:v1":                             {Kind: image.Layout, Path: "layout", Ref: "v1"},
		image1:                                  {Kind: image.DockerArchive, Path: image1},
		image1 + ":a:b":                         {Kind: image.DockerArchive, Path: image1, Ref: "a:b"},
		"docker-archive:" + image1:              {Kind: image.DockerArchive, Path: image1},
		"manifest.tar":                          {Kind: image.DockerArchive, Path: "manifest.tar"},
		"src":                                   {}, "src/main.go": {}, "nginx": {}, "source.tar": {}, "shop": {}, "team/shop": {}, "./x:1": {}, "/x:1": {}, "../a.b/c": {},
		"https://gitee.com/a/b.git": {}, "git@github.com:a/b.git": {}, "github.com/a/b": {}, "https://host/a:1": {}, `C:\src`: {}, "C:/src": {}, "a b:1": {}, "": {}, "x.tar.gz": {}, "UPPER:1": {},
	} {
		got, ok := image.ParseSpec(spec)
		if ok != (want != image.Spec{}) || ok && got != want {
			t.Errorf("%q: %+v %v, want %+v", spec, got, ok, want)
		}
	}
}

func TestAppName(t *testing.T) {
	for want, s := range map[string]image.Spec{
		"shop":   {Kind: image.Registry, Ref: "registry.example.com:5000/team/shop:1.2@sha256:0"},
		"orders": {Kind: image.DockerArchive, Path: "/x/orders.tar.gz"},
		"crm":    {Kind: image.Layout, Path: "/x/crm/"},
		"web":    {Kind: image.DockerArchive, Path: "/x/all.tar", Ref: "team/web:1"},
	} {
		if got := s.AppName(); got != want {
			t.Errorf("%+v: %q, want %q", s, got, want)
		}
	}
}
