"""How cells of a flat sheet are read, as widgets of django-import-export; `clean` may raise `SelError`."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from import_export.widgets import Widget

from imports.templat import Jenis
from renstra.lib.importing import RUSAK, Aksi, Pemeriksaan, SelError
from renstra.lib.pembaca.nilai import read_choice, read_code, read_date, read_figure, read_text


class Baca(Widget):  # type: ignore[misc]
    """How cells of a column are read and what they hold; `clean` takes a cell and raises `SelError`.

    An empty cell of a column that is not `wajib` states nothing: text becomes empty, anything else None.
    """

    jenis: Jenis = Jenis.TEKS
    pilihan: Mapping[str, str] = {}
    pilihan_bebas = False

    def __init__(self, *, wajib: bool = True, **aturan: Any) -> None:
        super().__init__()
        self.wajib, self.aturan = wajib, aturan

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return what a cell says; `row` holds what was read of its row so far, by column (`attname`)."""
        raise NotImplementedError

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return what the filled template shows for a stored value."""
        return value


class Teks(Baca):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return read_text(value, wajib=self.wajib, **self.aturan)


class Singkat(Teks):
    """The short name of a row of the organisation, such as rehabilitasi-sosial."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = super().clean(value, row)
        if text and not re.fullmatch(r"[-a-zA-Z0-9_]+", text):
            raise SelError(
                f"“{text}” bukan kode yang dapat dipakai.",
                "Pakai huruf, angka, tanda minus, dan garis bawah saja, misalnya rehabilitasi-sosial.",
            )
        return text


class Nip(Teks):
    """An NIP: 18 digits; blanks between them are left out."""

    def __init__(self, *, wajib: bool = True) -> None:
        super().__init__(wajib=wajib, maks=40)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        digits = "".join(super().clean(value, row).split()).removeprefix("'")
        if digits and not re.fullmatch(r"\d{18}", digits, re.ASCII):
            raise SelError(f"NIP “{digits}” bukan 18 angka.", "Tulis 18 angka sebagai teks, atau kosongkan.")
        return digits


class Kode(Baca):
    """A code of the plan; `pola` as in `read_code`."""

    jenis = Jenis.KODE

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = read_code(value, self.aturan.get("pola"), jawaban=kwargs.get("jawaban")).teks
        if not text and self.wajib:
            raise SelError("Kode kosong.", "Isi kodenya.")
        return text


class Angka(Baca):
    """A figure; `rupiah`, `persen` and `places` as in `read_figure`."""

    jenis = Jenis.ANGKA

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        figure = read_figure(value, jawaban=kwargs.get("jawaban"), **self.aturan)
        if figure is None and self.wajib:
            raise SelError("Sel ini kosong.", "Isi angkanya.")
        return figure


class Bulat(Angka):
    """A whole number from `dari` to `sampai`, such as a year or an order."""

    jenis = Jenis.BULAT

    def __init__(self, dari: int = 0, sampai: int = 32767, *, wajib: bool = True) -> None:
        super().__init__(wajib=wajib, places=0)
        self.dari, self.sampai = dari, sampai

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        figure = super().clean(value, row, **kwargs)
        if figure is not None and not self.dari <= figure <= self.sampai:
            raise SelError(f"{figure} di luar {self.dari} sampai {self.sampai}.", "Periksa angkanya.")
        return None if figure is None else int(figure)


class Tanggal(Baca):
    jenis = Jenis.TANGGAL

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return read_date(value, wajib=self.wajib)


class Pilih(Baca):
    """One of a few choices, by code or label."""

    def __init__(self, pilihan: Any, *, wajib: bool = True) -> None:
        super().__init__(wajib=wajib)
        self.pilihan = dict(pilihan.choices) if hasattr(pilihan, "choices") else dict(pilihan)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return read_choice(value, self.pilihan, wajib=self.wajib)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return self.pilihan.get(value, value)


class YaTidak(Pilih):
    """Yes or no; an empty cell leaves it as it is."""

    KODE: ClassVar[dict[bool, str]] = {True: "ya", False: "tidak"}

    def __init__(self) -> None:
        super().__init__({"ya": "Ya", "tidak": "Tidak"}, wajib=False)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool | None:
        return {"ya": True, "tidak": False}.get(super().clean(value, row))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return super().render(self.KODE.get(value, ""))


class Rujukan(Baca):
    """A link to another row by its code: one that is stored, or one an earlier sheet of the file makes.

    `dalam` names the column (`attname`) that both rows share where a code is unique only within it.
    """

    pilihan_bebas = True

    def __init__(self, ke: type[Model], kunci: str = "kode", *, dalam: str = "", wajib: bool = True) -> None:
        super().__init__(wajib=wajib)
        self.ke, self.kunci, self.dalam = ke, kunci, dalam
        self.dikenal: dict[tuple[Any, ...], Any] = {}
        self.mirip: dict[str, str] = {}

    def kenali(self, tersimpan: QuerySet[Any], p: Pemeriksaan) -> None:
        """Learn the rows a cell may name."""
        names = [*([self.dalam] if self.dalam else []), self.kunci]
        self.dikenal = {tuple(key): pk for *key, pk in tersimpan.order_by().values_list(*names, "pk")}
        label = self.ke._meta.label_lower
        for change in p.perubahan:
            if change.aksi == Aksi.BUAT and change.model == label:
                key = tuple(beku(change.sesudah[name]) for name in names)
                self.dikenal[key] = {"baru": change.kunci}
        self.mirip = {str(key[-1]).casefold(): str(key[-1]) for key in self.dikenal}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = read_text(value, wajib=self.wajib)
        if not text:
            return None
        place = (beku(row.get(self.dalam)),) if self.dalam else ()
        if place == (RUSAK,):
            return RUSAK  # of which row it is one is not known; that has its finding already
        found = self.dikenal.get((*place, text))
        if found is None:
            name, near = self.ke._meta.verbose_name, self.mirip.get(text.casefold())
            remedy = f"Maksudnya “{near}”? " if near and near != text else ""
            raise SelError(
                f"{name} “{text}” belum ada.", f"{remedy}Periksa kodenya, atau tambahkan dahulu barisnya."
            )
        return found

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return getattr(value, self.kunci) if value is not None else None


def beku(value: Any) -> Any:
    """Return a value so that it can be part of a key: a link to a row just made is a mapping."""
    return ("baru", value["baru"]) if isinstance(value, dict) else value
