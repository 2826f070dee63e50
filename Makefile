# Everything installs itself into .venv.  Two commands to begin with: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
SOURCES := pyproject.toml setup.py $(wildcard src/wengert/core/*.py src/wengert/core/*.pxd)

.PHONY: demo test bench lint docs generate clean

demo: $(VENV)/.installed
	$(VENV)/bin/wengert demo

test: $(VENV)/.dev
	$(RUN) -m pytest
	WENGERT_PURE=1 $(RUN) -m pytest --cov --cov-fail-under=100

bench: $(VENV)/.bench
	$(RUN) benchmarks/run.py
	$(RUN) benchmarks/graphs.py

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(RUN) tools/generate.py --check

docs: $(VENV)/.docs
	$(RUN) -m sphinx -W -q -b html docs build/docs
	@echo "see build/docs/index.html"

# What is generated from the table: kernels, functions, Value's operators and methods.
generate: $(VENV)/.dev
	$(RUN) tools/generate.py

clean:
	rm -rf $(VENV) build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	rm -f src/wengert/core/*.so src/wengert/core/*.pyd
	rm -rf src/*.egg-info
	find src tests tools benchmarks -name __pycache__ -type d -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python $(SOURCES)
	$(RUN) -m pip install -q --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(RUN) -m pip install -q --disable-pip-version-check -e ".[dev]"
	touch $@

$(VENV)/.docs: $(VENV)/.installed
	$(RUN) -m pip install -q --disable-pip-version-check -e ".[docs]"
	touch $@

$(VENV)/.bench: $(VENV)/.installed benchmarks/requirements-peers.txt
	$(RUN) -m pip install -q --disable-pip-version-check -r benchmarks/requirements-peers.txt
	touch $@
