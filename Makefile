# One target per thing that a person does by hand; .ci/run does all of it, with limits and a count.
GO      ?= go
CACHE   ?= $(HOME)/.cache/gantry-e2e
FUZZTIME ?= 10s
KILLS   ?= 150

# Packages whose code shares memory between goroutines. ./assess resolves every test tree with all detectors at once,
# ./assess/rules reads files at once and its cases share one bank; ./tui runs tasks beside its screens, and
# ./engagement/journal syncs beside its callers.
RACE := ./internal/fileset ./internal/ordered ./internal/terminal ./engagement/survey ./engagement/journal \
	./assess ./assess/scan ./assess/resolve ./assess/rules ./tui

# The linter is built once for every set of pinned versions, and kept outside of the repository.
LINT := $(CACHE)/golangci-lint-$(shell $(GO) env GOVERSION)-$(shell cat internal/tools/lint/go.mod internal/tools/lint/go.sum | git hash-object --stdin)

# Directories with a function whose name begins with $(1), as packages.
with = $(shell git grep -lE '^func $(1)' -- '*_test.go' ':!examples' | xargs -n1 dirname | sort -u | sed 's|^|./|')

.PHONY: test race lint linter fmt platforms cross bench fuzz e2e-kill shop ci

test:
	$(GO) test ./...

race:
	$(GO) test -race -short $(RACE)

lint: linter
	$(LINT) run ./...

linter: $(LINT)

$(LINT):
	mkdir -p $(CACHE)
	cd internal/tools/lint && $(GO) build -trimpath -o $@.$$$$ github.com/golangci/golangci-lint/v2/cmd/golangci-lint && mv $@.$$$$ $@

# What the linter can correct by itself, it corrects.
fmt: linter
	$(LINT) fmt ./...
	$(LINT) run --fix ./...

# Type-checks the binary for every system in a minute; cross builds it in ten.
platforms:
	$(GO) run ./internal/tools/platforms ./cmd/gantry

cross:
	@set -e; for os in linux darwin windows; do for arch in amd64 arm64; do \
		echo "$$os/$$arch"; CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -o /dev/null ./cmd/gantry; \
	done; done

bench:
	$(GO) test -run '^$$' -bench . -benchmem $(call with,Benchmark)

# Every fuzz target for FUZZTIME. A crash leaves its input in testdata/fuzz, where go test finds it again.
fuzz:
	@set -e; for dir in $(call with,Fuzz); do \
		for target in $$(sed -nE 's/^func (Fuzz[A-Za-z0-9_]*).*/\1/p' $$dir/*_test.go); do \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$dir; \
		done; \
	done

# Kills the writer of the log, and the interview itself, with SIGKILL at KILLS random moments each, and holds the log to
# what was told and to what the screen showed.
e2e-kill:
	GANTRY_KILL_ROUNDS=$(KILLS) $(GO) test -count=1 -timeout 20m -v -run '^Test(Terminal)?Kill$$' ./engagement/journal ./cmd/gantry

# The main job on the example.
shop:
	$(GO) run ./cmd/gantry migrate examples/shop --answers examples/shop/answers.yaml --out shop-migrated --lang en

ci:
	.ci/run
