"""Reads a workbook on standard input, writes it as JSON: `python -m renstra.lib.pembaca.anak xlsx|xls|ods`."""

import json
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, PasswordError

from renstra.lib.pembaca.anak import BERSANDI, MEMORI, RUSAK, Tolak, ods, xls, xlsx
from renstra.lib.pembaca.batas import MAKS_DETIK, MAKS_MEMORI

PEMBACA: Mapping[str, Callable[[bytes], dict[str, Any]]] = {"xlsx": xlsx.read, "xls": xls.read, "ods": ods.read}
_BROKEN = (
    CalamineError,
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    LookupError,
    ValueError,
    OverflowError,
    OSError,
)


def main(jenis: str) -> None:
    _limit()
    try:
        answer = PEMBACA[jenis](sys.stdin.buffer.read())
    except Tolak as refusal:
        answer = {"tolak": str(refusal)}
    except PasswordError:
        answer = {"tolak": BERSANDI}
    except MemoryError:
        answer = {"tolak": MEMORI}
    except _BROKEN as error:
        answer = {"tolak": RUSAK, "sebab": repr(error)}
    sys.stdout.write(json.dumps(answer, separators=(",", ":")))


def _limit() -> None:
    """Take away what a reader does not need: memory, time, files to write, a core dump."""
    for kind, most in (
        (resource.RLIMIT_AS, MAKS_MEMORI),
        (resource.RLIMIT_CPU, MAKS_DETIK),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main(sys.argv[1])
