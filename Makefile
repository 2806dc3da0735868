# Needs Go, make and git. The steps of make check install more tools in bin/tools.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# Without cgo the binary is static, and what make test compiles make build uses.
export CGO_ENABLED := 0

BIN := bin/securescore
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
STEPS := $(notdir $(wildcard .ci/steps/*))
# The first compile of the Graph SDK takes minutes and much memory. Then it is in
# Go's build cache.
FIRST := $(shell test -d "$$(go env GOCACHE)/00" || echo "(the first time this compiles the Graph SDK: some minutes)")

.PHONY: help
help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "Steps of make check:"
	@awk 'FNR == 2 {sub(/.*\//, "check-", FILENAME); printf "  make %-16s %s\n", FILENAME, substr($$0, 3)}' .ci/steps/*

.PHONY: demo
demo: build ## play the whole cycle on a made-up tenant, without any account
	@./$(BIN) demo --out demo-output

.PHONY: build
build: ## the command line, as bin/securescore: one static binary
	@echo "compiling securescore$(if $(FIRST), $(FIRST))"
	@go build -ldflags '-X main.version=$(VERSION)' -o $(BIN) ./cmd/securescore

# Each function is one static binary for Lambda's arm64. The same sources give the
# same bytes, so no version is linked in. The tag leaves out a protocol that this
# runtime does not use.
FUNCTION_BUILD = CGO_ENABLED=0 GOOS=linux GOARCH=arm64 go build -tags lambda.norpc -trimpath -buildvcs=false -ldflags '-s -w -buildid='

FUNCTIONS := reporter dispatch slashcommand

.PHONY: man
man: ## the man pages, in bin/man
	@rm -rf bin/man && SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) go test -count=1 -run '^TestManPages$$' ./cmd/securescore -man "$(CURDIR)/bin/man" >/dev/null
	@ls bin/man

.PHONY: build-functions
build-functions: ## the functions for AWS Lambda, as bin/functions/*/bootstrap and bin/functions/*.zip
	@echo "compiling the functions$(if $(FIRST), $(FIRST))"
	@for f in $(FUNCTIONS); do $(FUNCTION_BUILD) -o bin/functions/$$f/bootstrap ./functions/$$f; done
	@go run ./internal/functionzip $(FUNCTIONS:%=bin/functions/%)

# A parameter that PARAMETERS does not name keeps the value that the stack has.
# The name of a file may have blanks.
STACK ?= securescore
.PHONY: deploy deploy-bucket
deploy: deploy-bucket build-functions ## deploy or upgrade the stack: make deploy BUCKET=... PARAMETERS="TenantId=... SlackChannel=#security"
	@aws cloudformation package --template-file template.yaml --s3-bucket "$(BUCKET)" --output-template-file bin/packaged.yaml >/dev/null
	@aws cloudformation deploy --template-file bin/packaged.yaml --s3-bucket "$(BUCKET)" --stack-name "$(STACK)" \
	  --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset $(if $(PARAMETERS),--parameter-overrides $(if $(filter file://%,$(firstword $(PARAMETERS))),"$$PARAMETERS",$(PARAMETERS)))

# It is asked for before anything is compiled.
deploy-bucket:
	@test -n "$(BUCKET)" || { echo "name a bucket in the stack's region for the functions' code: make deploy BUCKET=..." >&2; exit 2; }

.PHONY: test
test: ## every test that needs only Go
	@echo "compiling and running the tests$(if $(FIRST), $(FIRST))"
	@go test ./...

.PHONY: check $(STEPS:%=check-%)
check: ## the deeper checks, step by step; INSTALL=1 installs missing Debian packages
	@.ci/check
$(STEPS:%=check-%): check-%:
	@.ci/check $*

.PHONY: golden
golden: ## write the golden files again; read the difference before you commit it
	@go test $$(grep -rlE --include='*_test.go' 'flag.Bool\("update"|/reporttest"' . | xargs -n 1 dirname | sort -u) -update
	@git diff --stat -- '*testdata*' '*schema.json' docs

.PHONY: samples
samples: demo ## the demo's documents and pictures of them, for docs/samples
	@.ci/samples

.PHONY: sbom
sbom: build build-functions ## an SBOM in CycloneDX's form for each binary, in bin/sbom
	@. .ci/lib.sh && go_tools cyclonedx-gomod && mkdir -p bin/sbom && \
	  for b in $(BIN) bin/functions/*/bootstrap; do \
	    name=$$(basename "$${b%/bootstrap}"); \
	    cyclonedx-gomod bin -json -std -noserial -notimestamp -version "$(VERSION)" -output "bin/sbom/$$name.cdx.json" "$$b" && \
	    echo "bin/sbom/$$name.cdx.json"; \
	  done

.PHONY: bundle
bundle: sbom ## the bundle for AWS alone, in bin/bundle; its README has the commands
	@rm -rf bin/bundle && mkdir -p bin/bundle/functions bin/bundle/sbom
	@cp -r bundle/* events LICENSE THIRD-PARTY.txt bin/bundle
	@sed 's#CodeUri: bin/functions/#CodeUri: functions/#' template.yaml >bin/bundle/template.yaml
	@cp $(FUNCTIONS:%=bin/functions/%.zip) bin/bundle/functions
	@cp $(FUNCTIONS:%=bin/sbom/%.cdx.json) bin/bundle/sbom
	@ls bin/bundle

.PHONY: dist
dist: bundle man ## what a release consists of, in bin/dist: archives for six systems, SBOMs, the bundle for AWS
	@.ci/dist

.PHONY: notices
notices: ## write THIRD-PARTY.txt again: the modules that are linked, and their licences
	@go run ./internal/notices

.PHONY: mutate
mutate: ## small changes that the tests of a package do not notice: make mutate PACKAGE=./internal/score
	@go run ./internal/mutate $(or $(PACKAGE),./internal/score)

.PHONY: bench
bench: ## the benchmarks, for benchstat
	@go test -run '^$$' -bench . -benchmem ./...

.PHONY: bench-cost
bench-cost: ## what a run uses on AWS, measured again for docs/cost.md
	@go test ./functions -count=1 -run '^TestCost$$' -cost
	@go test ./internal/cost -update

.PHONY: clean
clean: ## remove what was made here
	@rm -rf bin demo-output
