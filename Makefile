# Pintu depan proyek. `make run` dan `make test` bekerja pada Debian baru dengan python3, make, dan git.
PY := .venv/bin/python
STAMP := .venv/.terpasang
PORT ?= 8000
export DEMO ?= 1

.PHONY: setup run test check bench lock clean

setup: $(STAMP)

$(STAMP): requirements-dev.txt scripts/siapkan.sh
	sh scripts/siapkan.sh
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	touch $@

run: setup
	$(PY) manage.py migrate --verbosity 0
	$(PY) manage.py load_renstra
	if [ "$(DEMO)" = 1 ]; then $(PY) manage.py load_demo; fi
	@echo "Buka http://127.0.0.1:$(PORT)"
	.venv/bin/gunicorn renstra.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --timeout 600 --no-control-socket --log-level warning

test: setup
	$(PY) -m pytest -q -n 2
	$(PY) scripts/postgres_sementara.py $(PY) -m pytest -q -n 2 -m "not gambar and not browser"

check: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy .
	.venv/bin/lint-imports
	git ls-files "templates/*.html" | xargs .venv/bin/djhtml --check --tabwidth 2
	$(PY) manage.py check
	$(PY) manage.py makemigrations --check --dry-run

bench: setup
	$(PY) -m bench
	$(PY) scripts/postgres_sementara.py $(PY) -m bench

lock:
	.venv/bin/uv pip compile -q pyproject.toml --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements.txt
	.venv/bin/uv pip compile -q pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
