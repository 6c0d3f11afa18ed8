"""Measures the reports as ratios, side by side in one run; exits non-zero beyond a stated bound.

Run with `make bench`; it loads the Renstra into an empty database and writes docs/benchmarks-<basis data>.md.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.measures import Measure

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DEMO="1", CACHE_DIR=f"{folder}/cache", MEDIA_DIR=f"{folder}/berkas")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "renstra.settings"
        prepare()
        from bench.impor import IMPOR_MEASURES
        from bench.laporan import LAPORAN_MEASURES
        from bench.measures import MEASURES

        results = [measure() for measure in (*MEASURES, *LAPORAN_MEASURES, *IMPOR_MEASURES)]
    write_page(results)
    for result in results:
        sys.stdout.write(f"{result.name}: {result.ratio:.3f} (batas {result.bound})\n")
    failed = [result for result in results if result.ratio > result.bound]
    return 1 if failed else 0


def prepare() -> None:
    """Start Django with the bench's own pages and router, and load the Renstra and the demo accounts."""
    from django.conf import settings

    settings.ROOT_URLCONF = "bench.urls"
    settings.DATABASE_ROUTERS = ["bench.databases.Chosen"]
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_renstra", verbosity=0)
    call_command("load_demo", "--tanpa-angka", verbosity=0)


def write_page(results: "list[Measure]") -> None:
    from django.db import connection

    git = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    lines = [
        "# Tolok ukur",
        "",
        f"Komit {commit}. Rasio dalam satu putaran berselang-seling; dibuat oleh `make bench`.",
        "",
    ]
    lines += ["| Ukuran | Rasio | Batas | Cara |", "| --- | --- | --- | --- |"]
    lines += [f"| {r.name} | {r.ratio:.3f} | {r.bound} | {r.how} |" for r in results]
    (ROOT / "docs" / f"benchmarks-{connection.vendor}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
