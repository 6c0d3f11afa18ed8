"""Starts the child that reads a workbook: whatever becomes of it, the answer is a workbook or a sentence."""

import json
import logging
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from renstra.lib.berkas import BerkasError
from renstra.lib.pembaca.anak import LAMA, MEMORI, RUSAK
from renstra.lib.pembaca.batas import MAKS_DETIK

logger = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[3]
_ENDINGS: dict[int, str] = {signal.SIGXCPU: LAMA, signal.SIGABRT: MEMORI, signal.SIGKILL: MEMORI}


def read_in_child(content: bytes, jenis: str, name: str) -> dict[str, Any]:
    """Return what the child read of a workbook of that kind; raises `BerkasError` with its refusal or its end.

    The child gets the file and nothing else: no environment, so no secret; its limits are in `anak.__main__`.
    """
    command = [sys.executable, "-m", "renstra.lib.pembaca.anak", jenis]
    try:
        done = subprocess.run(  # noqa: S603 — our own module, the kind is one of ours
            command, input=content, capture_output=True, timeout=MAKS_DETIK, cwd=_ROOT, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        raise _refusal(name, LAMA) from None
    if done.returncode:
        logger.warning("Pembaca %s berhenti (%s): %s", jenis, done.returncode, done.stderr[-500:])
        raise _refusal(name, _ENDINGS.get(-done.returncode, RUSAK))
    try:
        answer: dict[str, Any] = json.loads(done.stdout, parse_float=Decimal, parse_constant=Decimal)
    except (ValueError, RecursionError):
        raise _refusal(name, RUSAK) from None
    if "tolak" in answer:
        logger.info("Pembaca %s menolak: %s", jenis, answer.get("sebab", answer["tolak"]))
        raise _refusal(name, answer["tolak"])
    return answer


def _refusal(name: str, reason: str) -> BerkasError:
    return BerkasError(f"Buku kerja “{name}” {reason}")
