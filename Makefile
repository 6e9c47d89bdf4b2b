# Two commands do everything: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
# Where it is set, every start of Python compiles a thousand files again, which takes longer than all else that it does.
unexport PYTHONDONTWRITEBYTECODE
PORT ?= 8000
# Each commit shuffles its tests in an order of its own, and keeps it.
SEED ?= $(shell echo $$((0x$$(git rev-parse --short=7 HEAD 2>/dev/null || echo 1) % 1000000)))
DEMO := DANCHU_DEMO=1 DANCHU_HOME=$(CURDIR)/var DANCHU_SITE_URL=http://localhost:$(PORT)
LOCK := pip compile pyproject.toml --group dev --universal --python-version 3.12 --no-emit-index-url --generate-hashes --no-header -q

.PHONY: help run test setup browser checks lint types architecture docs-check unit unit-postgres bench docs lock clean

help: ## this list
	@python3 -c "import re; [print(f'{name:<16}{what}') for name, what in re.findall(r'(?m)^([a-z-]+):.*## (.*)', open('$(firstword $(MAKEFILE_LIST))').read())]"

run: setup ## install, migrate, load the demonstration ward, serve it (PORT=8000)
	@exec env $(DEMO) $(BIN)/danchu serve --demo --port $(PORT)

test: setup checks unit unit-postgres ## everything that CI runs

setup: .venv/.synced

# Each step says how to mend what stands in its way. It needs only Python, the shell and the basic tools of the system.
.venv/.synced: requirements.lock pyproject.toml .python-version
	@test -w . || { echo "Không ghi được vào $(CURDIR). Hãy chép mã nguồn vào thư mục mà ông/bà được ghi rồi chạy lại."; exit 1; }
	@command -v python3 >/dev/null || { echo "Máy chưa có Python. Hãy cài Python 3.12 trở lên rồi chạy lại."; exit 1; }
	@echo "Đang cài các phần cần thiết (nửa phút)…"
	@test -x "$(UV)" || { python3 -m venv .tools && .tools/bin/python -m pip install --quiet uv; } || { rm -rf .tools; \
		echo "Không cài được uv. Hãy kiểm tra mạng; trên Debian, Ubuntu hãy cài thêm gói python3-venv. Rồi chạy lại."; exit 1; }
	@test -x $(BIN)/python || { rm -rf .venv; $(UV) venv --quiet --python '>=3.12' .venv; } || { \
		echo "Cần Python 3.12 trở lên; máy này có $$(python3 --version). Hãy cài bản mới hơn rồi chạy lại."; exit 1; }
	@$(UV) pip sync --quiet requirements.lock && $(UV) pip install --quiet --no-deps --editable . || { \
		echo "Không tải được các phần cần thiết. Hãy kiểm tra mạng và chỗ trống trên đĩa rồi chạy lại."; exit 1; }
	@touch $@

browser: setup ## install a headless browser for the journeys where none is
	@$(BIN)/python -m tests.browser.install

checks: setup ## all checks without the tests, two at a time
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target types lint docs-check architecture

lint: setup ## style, and migrations that would lose something
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/python -m tests.migrations

types: setup ## types
	$(BIN)/mypy

architecture: setup ## who imports whom
	$(BIN)/lint-imports

docs-check: setup ## the generated pages of docs/ are fresh
	$(BIN)/python -m tests.documents --check

unit: setup browser ## the tests on SQLite, with a real browser
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --randomly-seed=$(SEED) -n 2 --dist worksteal --durations=15
	$(BIN)/coverage combine --quiet
	@echo "Lines of src that the tests ran, in percent (fail_under in pyproject.toml):"
	$(BIN)/coverage report --format=total

unit-postgres: setup ## those that depend on the database, on a PostgreSQL that starts by itself
	$(BIN)/python -m tests.postgres --randomly-seed=$(SEED) -n 2 --dist worksteal --durations=15

bench: setup ## measure, print ratios (PART=pages: one part)
	@$(BIN)/python -m bench $(PART)

docs: setup ## write the generated pages of docs/ anew
	$(BIN)/python -m tests.documents

lock: setup ## pin the parts anew after a change of pyproject.toml
	$(UV) $(LOCK) --upgrade -o requirements.lock

clean: ## remove what make made, and the demonstration
	rm -rf .venv .tools var .mypy_cache .ruff_cache .hypothesis
