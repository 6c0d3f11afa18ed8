"""LibreOffice as a second opinion on a workbook: it computes every formula anew."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl


def without_stored_results(content: bytes) -> bytes:
    """Drop the results stored beside formulas: LibreOffice trusts them and would compute nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name)))
    return out.getvalue()


def recalculate(content: bytes, folder: Path) -> bytes:
    """Return the workbook with every formula computed by LibreOffice, none by us."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice Calc tidak terpasang; jalankan make setup sebagai root."
    source = folder / "asal.xlsx"
    source.write_bytes(without_stored_results(content))
    command = [soffice, f"-env:UserInstallation=file://{folder}/profil", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "hasil"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "hasil" / "asal.xlsx").read_bytes()


def assert_keeps_its_values(content: bytes, folder: Path) -> int:
    """Hold every value of every sheet against LibreOffice's, shown values exactly; return the formulas seen."""
    ours, formulas, theirs = (
        openpyxl.load_workbook(io.BytesIO(data), data_only=values)
        for data, values in ((content, True), (content, False), (recalculate(content, folder), True))
    )
    assert theirs.sheetnames == ours.sheetnames
    live = 0
    for name in ours.sheetnames:
        for row in formulas[name].iter_rows():
            for cell in row:
                live += cell.data_type == "f"
                mine, other = (book[name][cell.coordinate].value for book in (ours, theirs))
                assert same(mine, other), f"{name}!{cell.coordinate}: {mine!r} menjadi {other!r} ({cell.value})"
    return live


def same(mine: object, other: object) -> bool:
    """Whether both say the same: figures to twelve digits, the rest exactly; an empty text is an empty cell."""
    if isinstance(mine, float) and isinstance(other, int | float):
        return abs(mine - other) <= 1e-12 * max(abs(mine), abs(other))
    return (mine or None) == (other or None) if isinstance(mine, str | None) else mine == other
