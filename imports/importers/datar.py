"""Flat sheets: one row of the sheet is one row of the data, found again by its key.

A sheet is declared as a django-import-export resource: its fields name column, heading and how a cell is read. The
resource is used for that alone; rows are read, compared and written by our own frame, in two queries whatever
the rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import Widget

from imports.services.pengimpor import Tujuan
from imports.templat import Jenis, KolomTemplat, LembarTemplat
from renstra.lib.importing import RUSAK, Pemeriksaan, SelError, Tingkat
from renstra.lib.pembaca.buku import LembarKerja, Sel
from renstra.lib.pembaca.kepala import Kolom, find_header
from renstra.lib.pembaca.nilai import read_choice, read_code, read_date, read_figure, read_text


class Baca(Widget):  # type: ignore[misc]
    """How cells of a column are read and what they hold; `clean` takes a cell and raises `SelError`."""

    jenis: Jenis = Jenis.TEKS
    pilihan: Mapping[str, str] = {}

    def __init__(self, *, wajib: bool = True, **aturan: Any) -> None:
        super().__init__()
        self.wajib, self.aturan = wajib, aturan

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        raise NotImplementedError

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Return what the filled template shows for a stored value."""
        return value


class Teks(Baca):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return read_text(value, wajib=self.wajib, **self.aturan)


class Kode(Baca):
    jenis = Jenis.KODE

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return read_code(value, self.aturan.get("pola"), jawaban=kwargs.get("jawaban")).teks


class Angka(Baca):
    """A figure; `rupiah` and `places` as in `read_figure`."""

    jenis = Jenis.ANGKA

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        figure = read_figure(value, jawaban=kwargs.get("jawaban"), **self.aturan)
        if figure is None and self.wajib:
            raise SelError("Sel ini kosong.", "Isi angkanya.")
        return figure


class Bulat(Angka):
    """A whole number, such as a year or an order."""

    jenis = Jenis.BULAT

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        figure = super().clean(value, row, **kwargs)
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

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if value.kosong and not self.wajib:
            return ""
        return read_choice(value, self.pilihan)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return self.pilihan.get(value, value)


class Rujukan(Baca):
    """A link to another row by its code: one that is stored, or one an earlier sheet of the file makes."""

    def __init__(self, ke: type[Model], kunci: str = "kode", *, wajib: bool = True) -> None:
        super().__init__(wajib=wajib)
        self.ke, self.kunci = ke, kunci
        self.dikenal: Mapping[str, Any] = {}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = read_text(value, wajib=self.wajib)
        if not text:
            return None
        if text not in self.dikenal:
            name = self.ke._meta.verbose_name
            raise SelError(f"{name} “{text}” belum ada.", "Periksa kodenya, atau tambahkan dahulu barisnya.")
        return self.dikenal[text]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return getattr(value, self.kunci) if value is not None else None


class KolomData(Field):  # type: ignore[misc]
    """A column of a flat sheet: the field it fills, its heading, how it is read, and how wide it is."""

    def __init__(
        self,
        attribute: str,
        judul: str,
        baca: Baca,
        *,
        sinonim: tuple[str, ...] = (),
        lebar: int = 16,
        petunjuk: str = "",
        isi: bool = True,
    ) -> None:
        super().__init__(attribute=attribute, column_name=judul, widget=baca)
        self.sinonim, self.lebar, self.petunjuk, self.isi = sinonim, lebar, petunjuk, isi


class SumberDaya(ModelResource):  # type: ignore[misc]
    """A flat sheet. `lembar` is its name; `Meta.import_id_fields` its key (with the scope a row's identity)."""

    lembar: ClassVar[str]
    judul: ClassVar[str] = ""

    def lingkup(self, tujuan: Tujuan) -> dict[str, Any]:
        """Return the values, by column, that every row of this import shares: they narrow what is stored too."""
        return {}

    def tersimpan(self, tujuan: Tujuan) -> QuerySet[Any]:
        rows: QuerySet[Any] = self._meta.model._default_manager.filter(**self.lingkup(tujuan))
        return rows

    def rujukan(self, ke: type[Model], tujuan: Tujuan) -> QuerySet[Any]:
        """Return the rows a link may name; by default those of the agency."""
        found = ke._default_manager.all()
        names = {field.name for field in ke._meta.concrete_fields}
        if tujuan.renstra and "renstra" in names:
            return found.filter(renstra=tujuan.renstra)
        if tujuan.perangkat_daerah and "perangkat_daerah" in names:
            return found.filter(perangkat_daerah=tujuan.perangkat_daerah)
        return found

    def nama(self, values: Mapping[str, Any]) -> str:
        """What a person calls a row that is to be made."""
        key = " ".join(str(values[self.kolom(name)]) for name in self._meta.import_id_fields)
        return f"{self._meta.model._meta.verbose_name} {key}"

    def boleh_hapus(self, tujuan: Tujuan) -> bool:
        """Whether a stored row that the sheet does not name is deleted; by default it stays as it is."""
        return False

    # Reading ----------------------------------------------------------------------------------------------

    def kolom(self, name: str) -> str:
        """Return the column (`attname`) a field of the sheet fills."""
        attribute: str = self.fields[name].attribute
        field: Any = self._meta.model._meta.get_field(attribute)
        return str(field.attname)

    def periksa(self, p: Pemeriksaan, tujuan: Tujuan, lembar: LembarKerja | None = None) -> None:
        """Compare the sheet (of its name, unless given) with what is stored, row by row."""
        lembar = lembar or p.buku.lembar_bernama(self.lembar)
        self._kenali(p, tujuan)
        scope = self.lingkup(tujuan)
        stored = {self._kunci(row): row for row in self.tersimpan(tujuan)}
        for baris in baca_datar(p, lembar, self.fields, self._meta.import_id_fields):
            values = {self.kolom(name): value for name, value in baris.nilai.items()}
            self._bandingkan(p, stored.get(baris.kunci), {**scope, **values}, baris.tempat, baris.kunci)

    def _bandingkan(
        self, p: Pemeriksaan, row: Any, values: dict[str, Any], tempat: str, key: tuple[Any, ...]
    ) -> None:
        if row is None:
            label = self._meta.model._meta.label_lower
            p.buat(self._meta.model, values, nama=self.nama(values), tempat=tempat, kunci=f"{label}:{key[0]}")
        else:
            p.ubah(row, values, tempat=tempat)

    def _kunci(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, self.kolom(name)) for name in self._meta.import_id_fields)

    def _kenali(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        """Let links find their rows: those stored, and those that sheets read before make."""
        for field in self.fields.values():
            if isinstance(field.widget, Rujukan):
                ke = field.widget.ke
                known: dict[str, Any] = {
                    str(key): pk for key, pk in self.rujukan(ke, tujuan).values_list(field.widget.kunci, "pk")
                }
                prefix = f"{ke._meta.label_lower}:"
                made = [each.kunci for each in p.perubahan if each.kunci.startswith(prefix)]
                known |= {kunci.removeprefix(prefix): {"baru": kunci} for kunci in made}
                field.widget.dikenal = known

    # Template ---------------------------------------------------------------------------------------------

    def templat(self, tujuan: Tujuan, baris_kosong: int = 50) -> LembarTemplat:
        """Return the sheet filled with what is stored."""
        rows = self.tersimpan(tujuan)
        return LembarTemplat(
            nama=self.lembar,
            judul=(self.judul or str(self._meta.model._meta.verbose_name_plural).capitalize(),),
            kolom=list(kolom_templat(self.fields)),
            baris=[
                {
                    name: field.widget.render(getattr(row, field.attribute), row)
                    for name, field in self.fields.items()
                }
                for row in rows
            ],
            baris_kosong=baris_kosong,
        )


@dataclass(frozen=True, slots=True)
class BarisDatar:
    """A row of a flat sheet, every cell of it read: its values by field, and the cells they stand in."""

    lembar: str
    kunci: tuple[Any, ...]
    nilai: Mapping[str, Any]
    sel: Mapping[str, Sel]

    @property
    def tempat(self) -> str:
        return f"{self.lembar}!{next(iter(self.sel.values())).alamat}"


def baca_datar(
    p: Pemeriksaan, lembar: LembarKerja, fields: Mapping[str, KolomData], key: Sequence[str]
) -> Iterator[BarisDatar]:
    """Yield the rows of a flat sheet; a cell that cannot be taken or a row that is there twice is a finding."""
    p.lembar_terakhir = lembar.nama
    wanted = [
        Kolom(name, (field.column_name, *field.sinonim), field.widget.wajib) for name, field in fields.items()
    ]
    head = find_header(lembar, wanted)
    for sel in head.tidak_dikenal:
        p.catat(lembar.nama, sel, "Kolom ini tidak dikenal dan tidak dibaca.", tingkat=Tingkat.PERINGATAN)
    seen: dict[tuple[Any, ...], int] = {}
    for number in lembar.baris_terisi(head.baris + 1):
        p.baris += 1
        cells = {name: lembar.sel(number, head.kolom[name]) for name in fields if name in head.kolom}
        values = {name: p.baca(lembar.nama, cell, fields[name].widget.clean) for name, cell in cells.items()}
        if any(value is RUSAK for value in values.values()):
            continue
        identity = tuple(values[name] for name in key)
        if identity in seen:
            reason = f"Baris ini sama kuncinya dengan baris {seen[identity]}."
            p.catat(lembar.nama, cells[key[0]], reason, "Hapus salah satu.")
            continue
        seen[identity] = number
        first = {key[0]: cells[key[0]]}
        yield BarisDatar(lembar.nama, identity, values, first | cells)


def kolom_templat(fields: Mapping[str, KolomData]) -> Iterator[KolomTemplat]:
    """Yield the columns of a template sheet as its fields declare them."""
    for name, field in fields.items():
        rupiah = field.widget.aturan.get("rupiah")
        yield KolomTemplat(
            kode=name,
            judul=field.column_name,
            jenis=Jenis.RUPIAH if rupiah else field.widget.jenis,
            isi=field.isi,
            wajib=field.widget.wajib,
            sinonim=field.sinonim,
            pilihan=field.widget.pilihan,
            lebar=field.lebar,
            petunjuk=field.petunjuk,
        )
