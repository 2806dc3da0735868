# What is needed: Go, make and git. `make check` fetches more tools.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BIN := bin/securescore
# The Graph SDK takes minutes and much memory the first time it is compiled;
# after that Go's build cache has it.
FIRST := $(shell test -d "$$(go env GOCACHE)/00" || echo "(the first time this compiles the Graph SDK: some minutes)")

.PHONY: help
help: ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: build ## play the whole cycle on a made-up tenant, without any account
	@./$(BIN) demo --out demo-output

.PHONY: build
build: ## the command line, as bin/securescore
	@echo "compiling securescore $(FIRST)"
	@go build -o $(BIN) ./cmd/securescore

# Each function is one static binary for Lambda's arm64; the same sources give the
# same bytes. The tag leaves out a protocol that this runtime does not use.
FUNCTION_BUILD = CGO_ENABLED=0 GOOS=linux GOARCH=arm64 go build -tags lambda.norpc -trimpath -buildvcs=false -ldflags '-s -w -buildid='

.PHONY: build-functions
build-functions: ## the functions for AWS Lambda, as bin/functions/*/bootstrap
	@echo "compiling the functions $(FIRST)"
	@for f in reporter slashcommand; do $(FUNCTION_BUILD) -o bin/functions/$$f/bootstrap ./functions/$$f; done

# What `sam build` calls, by the resources' names in template.yaml.
.PHONY: build-Reporter build-SlashCommand
build-Reporter:
	@$(FUNCTION_BUILD) -o $(ARTIFACTS_DIR)/bootstrap ./functions/reporter
build-SlashCommand:
	@$(FUNCTION_BUILD) -o $(ARTIFACTS_DIR)/bootstrap ./functions/slashcommand

.PHONY: test
test: ## every test that needs Go alone
	@echo "compiling and running the tests $(FIRST)"
	@go test ./...

.PHONY: check
check: ## the deeper checks: lint, races, fuzzing, real servers, the PDF's structure
	@.ci/check

.PHONY: golden
golden: ## write the golden files anew; read the difference before you commit it
	@go test . ./report/csv ./report/mail ./report/page ./report/pdf ./internal/config ./internal/slack ./internal/email ./internal/slashcommand ./cmd/securescore -update
	@git diff --stat -- '*testdata*' docs

.PHONY: samples
samples: demo ## the demo's documents and pictures of them, for docs/samples; needs poppler-utils and Chromium
	@.ci/samples

.PHONY: bench
bench: ## the benchmarks, for benchstat
	@go test -run '^$$' -bench . -benchmem ./...

.PHONY: clean
clean: ## what was made here
	@rm -rf bin demo-output
