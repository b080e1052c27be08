# Every target sets up what it needs. Python 3.11 or later, git and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The certificates of the system count, as they do for pip; where uv cannot reach the registry, pip installs the same hashes.
UV = UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv

.PHONY: card bench-accounts bench-stories bench-ingest test-postgres demo test install lint types architecture bench benchmark bench-reading train clean requirements

$(READY): pyproject.toml requirements/dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements/dev.txt || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src  # a first run should not pay for compiling, nor every run where bytecode is not written
	@touch $(READY)

install: $(READY) ## put the product into .venv

demo: $(READY) ## the main job on the sample
	@mkdir -p build
	@$(BIN)/rashomon report examples/reports -o build/account.html
	@$(BIN)/rashomon report examples/reports
	@echo
	@echo "The page: build/account.html. Try next:"
	@echo "  $(BIN)/rashomon report examples/reports --format json | head -c 600"
	@echo "  $(BIN)/rashomon report YOUR_FILES... -o account.html"

test: $(READY) lint types architecture ## everything that must hold
	@$(BIN)/python -m pytest

bench: $(READY) ## the figures beside their targets
	@$(BIN)/python benchmarks/run.py

card: $(READY) ## docs/accuracy.md and the table of the README, from the last `make bench`
	@$(BIN)/python benchmarks/card.py
	@$(BIN)/python docs/generate.py build/bench.json

bench-accounts: $(READY) ## every figure of the account: stories, copies, incidents, planted changes
	@$(BIN)/python benchmarks/run.py accounts copies incidents planted

bench-stories: $(READY) ## every figure of stories and copies, three streams beside a plain reference, and the cost at a million
	@$(BIN)/python benchmarks/run.py clusters copies
	@for seed in 0 1 2; do $(BIN)/python benchmarks/story_stream.py --seed $$seed; done
	@$(BIN)/python benchmarks/story_scale.py

bench-reading: $(READY) ## every figure of reading one article beside its target
	@$(BIN)/python benchmarks/reading.py

train: ## make the shipped models again (about two hours on two cores; needs RASHOMON_EVAL)
	@test -n "$(RASHOMON_EVAL)" || { echo "set RASHOMON_EVAL to the folder with the labelled sets"; exit 2; }
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet -r training/requirements.txt
	@PYTHONPATH=src .venv-train/bin/python training/export_vectors.py
	@PYTHONPATH=src .venv-train/bin/python training/lemmas.py --data $(RASHOMON_EVAL)/data/nlp
	@PYTHONPATH=src .venv-train/bin/python training/train.py --data $(RASHOMON_EVAL)/data/nlp --out build/reader --threads 2
	@PYTHONPATH=src .venv-train/bin/python training/export_reader.py build/reader

benchmark: $(READY) ## the invented stories of benchmark/, scored
	@$(BIN)/python benchmark/score.py

bench-ingest: $(READY) ## pages, feeds, archives, storing, searching, kills; whole: LIBRARY="--articles 100000 --kills 1000 --minutes 10"
	@$(BIN)/python benchmarks/ingest.py
	@$(BIN)/python benchmarks/ingest_library.py $(LIBRARY)

test-long: $(READY) ## the tests of exactly once with a hundred kills
	@RASHOMON_KILLS=100 $(BIN)/python -m pytest tests/pipeline/test_intake.py -k kill

test-postgres: $(READY) ## the store's tests with a PostgreSQL server, installed with apt where there is none
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || (apt-get update && apt-get install --yes postgresql)
	@$(BIN)/python -m pytest tests/store -rs

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

architecture: $(READY)
	@$(BIN)/lint-imports --no-cache

requirements: ## pin again: hashes only, no addresses
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) build dist
