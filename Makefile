# Everything installs itself into .venv.  Two commands to begin with: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
SOURCES := pyproject.toml setup.py $(wildcard src/wengert/*/*.p* src/wengert/see/draw/layered/*.p*)

.PHONY: demo test bench lint docs lessons generate wheel clean

demo: $(VENV)/.installed
	$(VENV)/bin/wengert demo --out out

# In as many processes as there are cores, each of which gets whatever test is next.
test: $(VENV)/.dev
	$(RUN) -m pytest -n auto --dist worksteal
	WENGERT_PURE=1 $(RUN) -m pytest -n auto --dist worksteal --cov --cov-fail-under=100

bench: $(VENV)/.bench
	$(RUN) benchmarks/run.py
	$(RUN) benchmarks/graphs.py
	$(RUN) benchmarks/demo_step.py
	$(RUN) benchmarks/layout.py --crossings
	$(RUN) benchmarks/rolling.py
	$(RUN) benchmarks/native.py

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(RUN) tools/generate.py --check

docs: $(VENV)/.docs
	$(RUN) -m sphinx -W -q -b html docs build/docs
	@echo "see build/docs/index.html"

# The notebooks, run anew, and the docs' pictures: what they print and show is kept.
lessons: $(VENV)/.dev
	$(RUN) tools/lessons.py
	$(RUN) tools/pictures.py

# What is generated from the table: kernels, functions, Value's operators and methods.
generate: $(VENV)/.dev
	$(RUN) tools/generate.py

# The source archive and from it, in isolation, the wheel; both tried in empty environments.
# `WENGERT_PURE=1 make wheel` makes the wheel for every platform, without compiled modules.
wheel: $(VENV)/.wheel
	rm -rf dist src/wengert.egg-info
	SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)} \
	WENGERT_PURE=$${WENGERT_PURE:-0} $(RUN) -m build -q -o dist .
	$(RUN) -m twine check --strict dist/*
	$(RUN) tools/wheel_smoke.py dist

clean:
	rm -rf $(VENV) build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find src \( -name '*.so' -o -name '*.pyd' \) -delete
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

$(VENV)/.wheel: $(VENV)/bin/python
	$(RUN) -m pip install -q --disable-pip-version-check "build>=1.4" "twine>=6.1"
	touch $@

$(VENV)/.bench: $(VENV)/.installed benchmarks/requirements-peers.txt
	$(RUN) -m pip install -q --disable-pip-version-check -r benchmarks/requirements-peers.txt
	touch $@
