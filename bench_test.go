package gantry_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// BenchmarkAssess scans generated trees of growing size; time per file should
// not grow with the tree. MB-heap is the highest heap seen above the idle one.
func BenchmarkAssess(b *testing.B) {
	for _, files := range []int{1_000, 5_000, 20_000} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			dir := b.TempDir()
			growTree(b, dir, files)
			runtime.GC()
			idle := heap()
			stop := make(chan struct{})
			peak := watchHeap(stop)
			for b.Loop() {
				a, err := gantry.Assess(b.Context(), dir)
				if err != nil {
					b.Fatal(err)
				}
				if len(a.Deployables()) == 0 {
					b.Fatal("nothing was found")
				}
			}
			close(stop)
			b.ReportMetric(float64(<-peak-idle)/(1<<20), "MB-heap")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(files), "ns/file")
		})
	}
}

// BenchmarkMigrateShop is the main job on the example, writing included.
func BenchmarkMigrateShop(b *testing.B) {
	answers, err := os.ReadFile(filepath.Join("examples", "shop", "answers.yaml"))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		out := b.TempDir()
		b.StartTimer()
		m, err := gantry.Migrate(b.Context(), gantry.MigrateOptions{
			Source: filepath.Join("examples", "shop"), Answers: answers, Out: out, Edition: catalog.Standard, Lang: i18n.ZH,
		})
		if err != nil || len(m.Findings) > 0 {
			b.Fatal(err, m.Findings)
		}
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// watchHeap samples the heap until stop and then sends the highest value.
func watchHeap(stop <-chan struct{}) <-chan uint64 {
	out := make(chan uint64, 1)
	go func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		highest := heap()
		for {
			select {
			case <-stop:
				out <- max(highest, heap())
				return
			case <-tick.C:
				highest = max(highest, heap())
			}
		}
	}()
	return out
}

// growTree writes a repository of many small services in four languages, with
// the share of code, configuration and assets that real ones have.
func growTree(tb testing.TB, dir string, files int) {
	tb.Helper()
	java := "package com.example.s%[1]d;\n\nimport org.springframework.stereotype.Service;\n\n/** Service %[2]d. */\n@Service\npublic class S%[2]d {\n" + strings.Repeat("    public String name() { return \"order\"; }\n", 30) + "}\n"
	kinds := []struct{ path, text string }{
		{"src/main/java/com/example/s%[1]d/S%[2]d.java", java},
		{"src/main/resources/static/page%[2]d.html", "<html><body>" + strings.Repeat("<p>text</p>\n", 40) + "</body></html>"},
		{"web/src/view%[2]d.vue", "<template><div/></template>\n<script>\nexport default {}\n</script>\n"},
		{"tools/t%[2]d.py", "import os\n\ndef main():\n    return os.getenv('HOME')\n"},
		{"docs/d%[2]d.md", strings.Repeat("text\n", 50)},
	}
	const perService = 100
	write := func(name, text string) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	for i := range files {
		service := i / perService
		root := fmt.Sprintf("svc%03d/", service)
		if i%perService == 0 {
			write(root+"pom.xml", fmt.Sprintf(benchPOM, service))
			write(root+"src/main/resources/application.yml", fmt.Sprintf("server:\n  port: %d\n", 8000+service%1000))
			write(root+fmt.Sprintf("src/main/java/com/example/s%d/App.java", service), fmt.Sprintf(benchMain, service))
			continue
		}
		k := kinds[i%len(kinds)]
		write(root+fmt.Sprintf(k.path, service, i), strings.NewReplacer("%[1]d", fmt.Sprint(service), "%[2]d", fmt.Sprint(i)).Replace(k.text))
	}
}

const benchPOM = `<project>
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>3.5.7</version>
  </parent>
  <groupId>com.example</groupId>
  <artifactId>svc%03d</artifactId>
  <version>1.0.0</version>
  <properties><java.version>17</java.version></properties>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency>
  </dependencies>
  <build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build>
</project>
`

const benchMain = `package com.example.s%d;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class App {
    public static void main(String[] args) { SpringApplication.run(App.class, args); }
}
`
