"""The form of quarter targets: what comes in, and how each field stands on the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms

from targets.selectors.renaksi import BarisRenaksi
from targets.selectors.rincian import stated_text
from targets.services.realisasi import HasilIsian, Isian


class TetapkanForm(forms.Form):
    """Number (an office may have none) and date of the rencana aksi."""

    nomor = forms.CharField(required=False, max_length=100)
    tanggal = forms.DateField(
        error_messages={
            "required": "Isi tanggal penetapan.",
            "invalid": "Tanggal penetapan tidak terbaca; pilih dari kalender.",
        }
    )

    def chosen(self) -> tuple[str, date]:
        return self.cleaned_data["nomor"], self.cleaned_data["tanggal"]

    def sentences(self) -> str:
        return " ".join(str(message) for messages in self.errors.values() for message in messages)


@dataclass(frozen=True, slots=True)
class Kotak:
    """One field: what stands in it, what the person saw before typing, and why it was not stored."""

    nama: str
    label: str
    teks: str
    semula: str
    pesan: str = ""


@dataclass(frozen=True, slots=True)
class BarisForm:
    baris: BarisRenaksi
    kotak: tuple[tuple[Kotak, ...], ...]


def read_targets(data: Mapping[str, str], rows: Iterable[BarisRenaksi]) -> list[Isian]:
    """Return the posted fields that differ from what the person saw; beside `i7-tw1` stands `~i7-tw1`."""
    found = []
    for row in rows:
        for column in _columns(row):
            name = f"{row.kunci}-{column}"
            text, seen = data.get(name, "").strip(), data.get(f"~{name}", "")
            if name in data and text != seen:
                found.append(Isian(row.kunci, column, text, seen))
    return found


def lay_out(
    rows: Sequence[BarisRenaksi], cells: Sequence[Isian] = (), results: Sequence[HasilIsian] = ()
) -> list[BarisForm]:
    """Return the rows of the form; a field that was not stored keeps the typed text and its reason."""
    refused = {
        (result.baris, result.kolom): (cell.teks, result)
        for cell, result in zip(cells, results, strict=True)
        if result.status != "tersimpan"
    }
    return [BarisForm(row, tuple(_quarter(row, quarter, refused) for quarter in range(1, 5))) for row in rows]


def _quarter(
    row: BarisRenaksi, quarter: int, refused: Mapping[tuple[str, str], tuple[str, HasilIsian]]
) -> tuple[Kotak, ...]:
    """Return the fields of one quarter: none where nothing is due, two bounds for a range."""
    boxes = []
    for column in _columns(row):
        if column.removesuffix("_atas") != f"tw{quarter}":
            continue
        upper = column.endswith("_atas")
        stored = stated_text(row.indikator, (row.atas if upper else row.bawah)[quarter - 1])
        label = ("batas atas" if upper else "batas bawah") if row.rentang else ""
        text, result = refused.get((row.kunci, column), (stored, None))
        boxes.append(Kotak(f"{row.kunci}-{column}", label, text, stored, result.pesan if result else ""))
    return tuple(boxes)


def _columns(row: BarisRenaksi) -> list[str]:
    ends = ("", "_atas") if row.rentang else ("",)
    return [f"tw{quarter}{end}" for quarter in row.triwulan for end in ends]
