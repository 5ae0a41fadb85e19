# tools: real engines for the tests, built from their Go modules into .tools/bin
# build: what the repository ships compiled (knowledge, rules, policies in Wasm, schemas, pages of rules); CI proves that it has not drifted
# data: what packages publish of regions and clouds, and how the knowledge differs from it
# wheelhouse: build/wheelhouse, to install on machines without network
# lint, test, corpus, bench: as they say; every Python command runs in .venv (tools/dev.py makes it)

PYTHON := .venv/bin/python
TOOLS := opa regal conftest tofu pulumi pulumi-language-yaml
BUILDS := tools/build/classes.py tools/build/schemas.py tools/build/config_schema.py tools/build/resource_types.py tools/build/flows.py tools/build/knowledge.py tools/build/policies.py tools/build/docs.py
export PATH := $(CURDIR)/.tools/bin:$(PATH)
export CGO_ENABLED := 0
export GOFLAGS := -trimpath
export GOTOOLCHAIN := local

.PHONY: wheelhouse data tools build check-build lint test corpus bench $(TOOLS)

tools: $(TOOLS)

LDFLAGS_tofu := -X github.com/opentofu/opentofu/version.dev=no
LDFLAGS_pulumi := -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=3.259.0

$(TOOLS):
	cd tools/$@ && GOBIN=$(CURDIR)/.tools/bin go install -ldflags "$(LDFLAGS_$@)" tool

build:
	for step in $(BUILDS); do $(PYTHON) $$step || exit 1; done

check-build:
	for step in $(BUILDS); do $(PYTHON) $$step --check || exit 1; done

# DATA_PYTHON: a Python that has tools/data/requirements.txt; without it every package is skipped, with the reason
DATA_PYTHON := $(PYTHON)
data:
	$(DATA_PYTHON) tools/data/published.py

lint:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	opa fmt --list --fail policies .regal
	opa check --strict --schema policies/souverain/schemas policies .regal
	opa test --timeout 60s policies
	opa test --timeout 60s --coverage --threshold 95 policies >/dev/null
	regal lint policies .regal

test:
	$(PYTHON) tools/dev.py test

corpus:
	$(PYTHON) tools/corpus.py $(DIR) $(if $(LABELS),--labels $(LABELS))

wheelhouse:
	$(PYTHON) tools/wheelhouse.py

bench:
	$(PYTHON) benchmarks/run.py
	$(PYTHON) benchmarks/engines.py
	$(PYTHON) benchmarks/source.py
	$(PYTHON) benchmarks/pulumi_pack.py
	$(PYTHON) benchmarks/pre_commit.py
