package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/rules"
	"github.com/gantry-ack/gantry/assess/scan"
)

// BenchmarkLoad reads, checks and prepares the bank, as every run of the program does once.
func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rules.LoadDir(os.DirFS("bank")); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAssess runs rules and detectors together over trees of services in several languages; the time per file
// should not grow with the tree. MB-heap is the highest heap seen above the idle one.
func BenchmarkAssess(b *testing.B) {
	set := bank(b)
	for _, files := range []int{2_400, 20_000} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			dir := b.TempDir()
			growTree(b, dir, files)
			runtime.GC()
			idle, stop := heap(), make(chan struct{})
			peak := watchHeap(stop)
			for b.Loop() {
				assessDir(b, dir, set, files)
			}
			close(stop)
			b.ReportMetric(float64(<-peak-idle)/(1<<20), "MB-heap")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(files), "ns/file")
		})
	}
}

func assessDir(b *testing.B, dir string, set *rules.Set, files int) {
	b.Helper()
	src, err := scan.Open(b.Context(), dir, scan.OpenOptions{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	tree, err := src.Tree(b.Context(), scan.DefaultLimits())
	if err != nil {
		b.Fatal(err)
	}
	a, err := resolve.Assess(b.Context(), tree, resolve.Options{Name: "bench", Rules: set})
	if err != nil {
		b.Fatal(err)
	}
	if len(tree.Entries()) != files || len(a.Deployables()) == 0 || len(a.Findings) == 0 {
		b.Fatalf("%d files, %d components, %d findings", len(tree.Entries()), len(a.Deployables()), len(a.Findings))
	}
}

// growTree writes services of forty files each, in turn in Java, JavaScript, Python and Go.
func growTree(b *testing.B, dir string, files int) {
	b.Helper()
	const each = 40
	for i := range files {
		service, n := i/each, i%each
		stack := benchStacks()[service%len(benchStacks())]
		name, text := stack.path, stack.text
		if n < len(stack.once) {
			name, text = stack.once[n][0], stack.once[n][1]
		} else {
			text = strings.Repeat(text, 1+n%2)
		}
		fill := strings.NewReplacer("{s}", fmt.Sprint(service), "{n}", fmt.Sprint(n))
		full := filepath.Join(dir, fmt.Sprintf("service%d", service), filepath.FromSlash(fill.Replace(name)))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(fill.Replace(stack.head)+fill.Replace(text)), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

// benchStack is a kind of service: files that it has once, and what its others are.
type benchStack struct {
	once             [][2]string
	path, head, text string
}

func benchStacks() []benchStack {
	return []benchStack{
		{
			once: [][2]string{
				{"pom.xml", "<project><groupId>g</groupId><artifactId>s{s}</artifactId><version>1</version><parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>2.7.0</version></parent><dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies><build><plugins><plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>"},
				{"src/main/resources/application.yml", "server:\n  port: 8080\nspring:\n  datasource:\n    url: jdbc:mysql://10.1.2.3:3306/shop\n    password: s3cr3tPw\n"},
				{"Dockerfile", "FROM openjdk:8\nCOPY target/*.jar app.jar\nRUN apt-get update\nCMD java -jar app.jar\n"},
			},
			path: "src/main/java/com/shop/S{s}C{n}.java", head: "",
			text: "package com.shop;\n\nimport java.io.File;\nimport java.io.FileOutputStream;\nimport java.util.*;\nimport org.springframework.stereotype.Service;\n\n@Service\npublic class C{n} {\n" + strings.Repeat("    private final Map<String, Order> orders = new HashMap<>();\n\n    public Order find(String id, int amount) {\n        Order found = orders.get(\"order-\" + id);\n        if (found == null && amount > 10) {\n            log.info(\"no order {} of {}\", id, amount);\n            throw new IllegalStateException(\"not found: \" + id);\n        }\n        return found.with(amount).withName(String.format(\"%s-%d\", id, amount));\n    }\n", 8) + "    void save(byte[] b) throws Exception {\n        new FileOutputStream(new File(\"/data/upload/x\")).write(b);\n    }\n}\n",
		},
		{
			once: [][2]string{
				{"package.json", `{"name": "s{s}", "scripts": {"start": "node src/index.js"}, "dependencies": {"express": "^4.18.0", "express-session": "1"}}`},
				{"package-lock.json", `{"lockfileVersion": 2, "packages": {}}`},
				{"src/index.js", "const express = require('express');\nconst app = express();\napp.listen(process.env.PORT || 3000);\n"},
			},
			path: "src/route{n}.ts", head: "import { Router } from 'express';\nimport fs from 'fs';\n",
			text: strings.Repeat("export async function find{n}(id: string, amount = 10): Promise<Order> {\n  const found = await orders.get(`order-${id}`);\n  if (!found && amount > 10) {\n    logger.info('no order', { id, amount });\n    throw new Error('not found: ' + id);\n  }\n  return { ...found, amount, name: `${id}-${amount}` };\n}\n", 10) + "fs.writeFileSync('/data/x', 'y');\n",
		},
		{
			once: [][2]string{
				{"requirements.txt", "flask==2.0\ngunicorn\nredis\n"},
				{"app.py", "from flask import Flask\napp = Flask(__name__)\nif __name__ == '__main__':\n    app.run(host='0.0.0.0', port=5000)\n"},
			},
			path: "shop/module{n}.py", head: "import os\nimport logging\n",
			text: strings.Repeat("def find(id, amount=10):\n    \"\"\"Finds an order.\"\"\"\n    found = orders.get('order-' + id)\n    if found is None and amount > 10:\n        logging.info('no order %s of %d', id, amount)\n        raise ValueError('not found: ' + id)\n    return found.copy(amount=amount, name=f'{id}-{amount}')\n\n\n", 10) + "with open('/data/x', 'w') as f:\n    f.write('y')\n",
		},
		{
			once: [][2]string{
				{"go.mod", "module shop/s{s}\n\ngo 1.24\n\nrequire github.com/gin-gonic/gin v1.9.0\n"},
				{"main.go", "package main\n\nimport \"github.com/gin-gonic/gin\"\n\nfunc main() {\n\tr := gin.Default()\n\t_ = r.Run(\":8080\")\n}\n"},
			},
			path: "internal/p{n}/file.go", head: "package p{n}\n\nimport (\n\t\"fmt\"\n\t\"os\"\n)\n\n",
			text: strings.Repeat("// Find finds an order.\nfunc (s *Store) Find(id string, amount int) (Order, error) {\n\tfound, ok := s.orders[\"order-\"+id]\n\tif !ok && amount > 10 {\n\t\treturn Order{}, fmt.Errorf(\"finding %s of %d\", id, amount)\n\t}\n\tfound.Name = fmt.Sprintf(\"%s-%d\", id, amount)\n\treturn found, os.WriteFile(\"/data/x\", nil, 0o600)\n}\n\n", 10),
		},
	}
}

// heap returns the bytes of live objects and of those not yet swept.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
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
