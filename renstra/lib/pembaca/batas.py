"""What a workbook may be at most; docs/impor.md tells it to people. Imported by the child too: keep it plain."""

MAKS_BERKAS = 5 * 1024 * 1024
"""Bytes of the file."""
MAKS_UNPACKED = 50 * 1024 * 1024
"""Bytes of an XLSX or ODS once unpacked."""
MAKS_BARIS = 20_000
"""The last row of a sheet that holds a value."""
MAKS_KOLOM = 100
"""The last column of a sheet that holds a value."""
MAKS_LEMBAR = 30
MAKS_SEL = 500_000
"""Filled cells of the whole workbook."""
MAKS_HURUF = 20_000_000
"""Characters of all texts together: one shared string of 32,767 may stand in any number of cells."""
MAKS_GABUNG = 500_000
"""Rows under merged ranges of one sheet, counted for each range."""
MAKS_DETIK = 10
MAKS_MEMORI = 1024 * 1024 * 1024
"""Bytes of address space of the child that reads."""
BARIS_KEPALA = 40
"""Rows searched for the headings."""


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


_UKURAN = f"{_grouped(MAKS_BARIS)} baris dan {MAKS_KOLOM} kolom"
TERLALU_BESAR = f"terlalu besar: tiap lembar paling banyak {_UKURAN}; pecah berkasnya."
TERLALU_PANJANG = f"memuat lebih dari {_grouped(MAKS_HURUF)} huruf; pecah berkasnya."
TERLALU_BANYAK = f"terlalu besar: paling banyak {_grouped(MAKS_SEL)} sel berisi; pecah berkasnya."
