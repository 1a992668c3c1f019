# Everything a fresh machine needs is Python 3.11 or later and make. Another Python: make test PYTHON=python3.13
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

# Where the corpora of training/datasets.toml lie.
DATA ?= data

# How long each target of `make fuzz` runs; 0 is without end.
SECONDS ?= 60

# How many processes run the tests: no more than there are cores, each with the model in memory.
PROCESSES ?= 2
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder

.PHONY: help demo test check fuzz quality model evaluate benchmark pictures readme wheel clean

help:  ## say what can be made
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/make \1#\2/p' $(MAKEFILE_LIST) | awk -F '#' '{ printf "%-13s %s\n", $$1, $$2 }'

demo: $(INSTALLED)  ## build the graph of the two sample articles and ask it something
	$(BIN)/kg build seeds/news --out output
	$(BIN)/kg query discontinued --out output
	$(BIN)/kg query "SELECT ?person ?organization WHERE { ?person kg:ceoOf ?organization }" --out output
	@echo "The graph to look at: output/graph.html. To ask more: source $(BIN)/activate; kg query --list"

test: $(INSTALLED)  ## run all tests, in PROCESSES processes
	$(PYTEST)

check: $(INSTALLED)  ## what must hold before a commit
	$(BIN)/ruff format --check kg tests training benchmarks docs
	$(BIN)/ruff check kg tests training benchmarks docs
	$(BIN)/mypy
	$(BIN)/kg check ontology
	$(PYTEST)

fuzz: $(INSTALLED)  ## feed readers, lexicon and queries with what a fuzzer thinks of, SECONDS for each
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[fuzz]'
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

quality: $(INSTALLED)  ## measure precision and recall on the texts in tests/cases
	$(BIN)/python -m tests.quality --heldout

model: $(INSTALLED)  ## train the language model anew from the corpora in DATA: hours on two cores, minutes on a GPU
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[train]'
	$(BIN)/python -m training --data $(DATA) --out kg/annotation/model --examples tests/annotation/examples.json

evaluate: $(INSTALLED)  ## measure the language model on the test files in DATA
	$(BIN)/python -m training.evaluate --data $(DATA)

benchmark: $(INSTALLED)  ## measure all that is promised of speed and memory, in one table; DATA has the corpora
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[benchmark]'
	$(BIN)/python -m benchmarks --data $(DATA)

pictures: $(INSTALLED)  ## take the pictures of the README anew, in headless Chromium
	$(BIN)/kg build seeds/news --out output --quiet
	$(BIN)/python -m docs.pictures output/graph.html docs

readme: $(INSTALLED)  ## bring output/graph.ttl, the READMEs' outputs and the picture up to date
	$(BIN)/kg build seeds/news --out output --quiet
	$(BIN)/python -m tests.readme
	$(BIN)/python -m docs.pictures output/graph.html docs

wheel: $(INSTALLED)  ## build dist/*.whl
	rm -rf dist
	$(BIN)/python -m hatchling build --target wheel

clean:  ## remove the virtual environment and what was built
	rm -rf $(VENV) build dist

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"kg needs Python 3.11 or later, this is {v[0]}.{v[1]}; say make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@
