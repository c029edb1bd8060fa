# Two commands do all the set-up they need: `make serve` and `make test`. `make help` lists the rest.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
ADDR   ?= 127.0.0.1:8000
ROUNDS ?= 3
# Both silence end-of-life banners of the builder and its theme, so that a real warning is seen.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The real data sets of this project, where they are kept beside it.
export JOURNEY_DATA ?= $(abspath $(wildcard ../shared/data))
export OMP_NUM_THREADS ?= 1
EXTRAS := docs notebooks reference lint tool visualizer test

.DEFAULT_GOAL := help
.PHONY: help serve build test check deep notebooks parity bench canary addresses lock clean browser runtime

help:  ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || { echo "Python 3.11.5 or later is needed, $(PYTHON) is older: call make PYTHON=/path/to/python3.x"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) cannot make a virtual environment; on Debian and Ubuntu install python3-venv."; exit 1; }
	@$(BIN)/python -m pip install --quiet "$$(grep -o '^uv==[^ ]*' requirements/docs.txt)"

# An environment is set up again when its pins change. The documentation needs the light one only.
$(VENV)/.docs: requirements/docs.txt pyproject.toml | $(BIN)/uv
	@echo "Setting up the documentation environment ..."
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements/docs.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt requirements/torch.txt pyproject.toml | $(BIN)/uv
	@echo "Setting up the test environment ..."
	@$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements/test.txt
	@$(BIN)/python -m pip install --quiet -r requirements/torch.txt -c requirements/test.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@ $(VENV)/.docs

serve: runtime  ## Serve the site with live reload
	@echo "The site comes up on http://$(ADDR)/ ; a save shows at once, a mistake is named here with file and line."
	@SITE_URL=http://$(ADDR)/ $(BIN)/mkdocs serve --dev-addr $(ADDR)

build: runtime  ## Write the site to site/, strictly
	@$(BIN)/mkdocs build --strict

check: $(VENV)/.test  ## The fast checks, in seconds
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/journey check

runtime: $(VENV)/.docs  ## Fetch the browser's Python, once
	@$(BIN)/journey runtime

browser:
	@$(PYTHON) tools/find_browser.py > /dev/null

test: $(VENV)/.test browser runtime check  ## Everything: types, tests, the built site in a browser
	@$(BIN)/mypy
	@$(BIN)/mkdocs build --strict --quiet
	@$(BIN)/pytest --numprocesses 3 --dist loadfile
	@$(BIN)/journey run --verify --sample 1

deep: $(VENV)/.test  ## Try the tests' properties on new random examples, ROUNDS times
	@for round in $$(seq $(ROUNDS)); do \
	  $(BIN)/pytest --quiet --numprocesses 3 --dist loadfile -m hypothesis --hypothesis-profile deep tests || exit 1; \
	done

notebooks: $(VENV)/.test  ## Re-execute the notebooks that are stale
	@$(BIN)/journey run

parity: $(VENV)/.test  ## Measure the differences from the references again
	@$(BIN)/journey parity

bench: $(VENV)/.test runtime  ## Time everything against its reference, and the site itself
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.site

canary: $(VENV)/.docs  ## Build with the builders that may come after MkDocs
	@$(BIN)/python tools/canary.py

addresses: $(VENV)/.docs  ## Add new pages, questions and exercises to the lists of permanent ids
	@JOURNEY_WRITE_ADDRESSES=1 $(BIN)/mkdocs build --quiet

lock: | $(BIN)/uv  ## Refresh every pin in requirements/
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11.5 --no-header --no-emit-index-url --extra test pyproject.toml --output-file requirements/test.txt
	@for extra in $(filter-out test,$(EXTRAS)); do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11.5 --no-header --no-emit-index-url --extra $$extra --constraint requirements/test.txt pyproject.toml --output-file requirements/$$extra.txt || exit 1; \
	done
	@echo "Pins are refreshed; run 'make test', then commit requirements/."

clean:  ## Remove everything that can be made again
	@rm -rf $(VENV) site dist build .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
