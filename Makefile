# Two commands matter: `make run` serves the course, `make test` decides whether a change is good.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
TORCH := torch>=2.13,<2.14
TORCH_CPU_INDEX := https://download.pytorch.org/whl/cpu

.PHONY: run test check-python check-browser clean

# Install what is missing and serve on http://127.0.0.1:8000 (another port: make run PORT=9000).
run: $(VENV)/.installed
	$(BIN)/seodang serve --port $(PORT)

# Style, types, content, keys that can be run, then every test, the browser stories included.
test: $(VENV)/.installed-tests check-browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/seodang check
	$(BIN)/seodang verify
	$(BIN)/pytest -n logical --maxprocesses 4

# A virtual environment; torch first, CPU build on Linux without an NVIDIA driver, else the build of the main index.
$(VENV)/.torch: | check-python
	test -d $(VENV) || $(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: install it (Debian, Ubuntu: apt install python3-venv)." >&2; exit 1; }
	if [ "$$(uname -s)" = Linux ] && ! nvidia-smi -L >/dev/null 2>&1; \
	then $(BIN)/pip install --quiet --no-deps "$(TORCH)" --extra-index-url $(TORCH_CPU_INDEX); \
	else $(BIN)/pip install --quiet "$(TORCH)"; fi
	touch $@

# The app itself, at the versions it was tested with.
$(VENV)/.installed: $(VENV)/.torch pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e .
	touch $@

# The app with what its tests need.
$(VENV)/.installed-tests: $(VENV)/.installed pyproject.toml constraints.txt
	$(BIN)/pip install --quiet -c constraints.txt -e ".[test]"
	touch $@

# Say what to install instead of failing somewhere in the middle.
check-python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer (Debian, Ubuntu: apt install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit("Python %d.%d is too old: install Python 3.11 or newer, then say make PYTHON=python3.11 ..." % sys.version_info[:2])'

# The browser stories need Chromium and a Korean font; they are never skipped.
check-browser:
	@test -n "$$CHROMIUM" || command -v chromium >/dev/null || command -v google-chrome >/dev/null || { echo "The browser tests need Chromium: install it (Debian, Ubuntu: apt install chromium fonts-noto-cjk) or name it: make test CHROMIUM=/path/to/chrome" >&2; exit 1; }

# Forget everything that was installed or measured here.
clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
