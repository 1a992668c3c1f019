# Everything a fresh machine needs is Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: demo test check quality wheel clean

demo: $(INSTALLED)  ## build the graph of the two sample articles and ask it something
	$(BIN)/kg build seeds/news --out output
	$(BIN)/kg query discontinued --out output
	$(BIN)/kg query "SELECT ?person ?organization WHERE { ?person kg:ceoOf ?organization }" --out output

test: $(INSTALLED)  ## run all tests
	$(BIN)/python -m pytest

check: $(INSTALLED)  ## what must hold before a commit
	$(BIN)/ruff format --check kg tests
	$(BIN)/ruff check kg tests
	$(BIN)/mypy
	$(BIN)/python -m pytest

quality: $(INSTALLED)  ## measure precision and recall on the texts in tests/cases
	$(BIN)/python -m tests.quality

wheel: $(INSTALLED)  ## build dist/*.whl
	$(BIN)/python -m hatchling build --target wheel

clean:
	rm -rf $(VENV) build dist

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@
