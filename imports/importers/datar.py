"""Flat sheets: one row of the sheet is one row of the data, found again by its key.

A sheet is declared as a django-import-export resource: its fields name column, heading and how a cell is read. The
resource is used for that alone; rows are read, compared and written by our own frame, in a fixed number of queries
whatever the rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from import_export.fields import Field
from import_export.resources import Resource

from imports.importers.bacaan import Baca, Rujukan, Teks, beku
from imports.services.pengimpor import Pengimpor, Tujuan
from imports.templat import BukuTemplat, Jenis, KolomTemplat, LembarTemplat
from renstra.lib.importing import RUSAK, Aksi, Pemeriksaan, SelError, Tingkat
from renstra.lib.pembaca.buku import LembarKerja, Sel
from renstra.lib.pembaca.kepala import Kolom, find_header
from renstra.lib.teks import plain_blanks

# What a sheet is ------------------------------------------------------------


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
    ) -> None:
        super().__init__(attribute=attribute, column_name=judul, widget=baca)
        self.sinonim, self.lebar, self.petunjuk = sinonim, lebar, petunjuk


@dataclass(slots=True)
class Baris:
    """A row of a sheet: where it stands, what it says by column (`attname`), and the stored row it is about."""

    lembar: LembarKerja
    nomor: int
    kolom: Mapping[str, int]
    nilai: dict[str, Any]
    lama: Any = None
    berubah: bool = False

    def sel(self, name: str) -> Sel:
        """Return the cell of a column by the name of its field; one without that column the first there is."""
        return self.lembar.sel(self.nomor, self.kolom.get(name, min(self.kolom.values())))

    def tempat(self, name: str) -> str:
        return f"{self.lembar.nama}!{self.sel(name).alamat}"


class SumberDaya(Resource):  # type: ignore[misc]
    """A flat sheet of one import. `lembar` is its name; `Meta.import_id_fields` its key (with `lingkup` a row's
    identity). A row the sheet does not name stays as it is.
    """

    lembar: ClassVar[str]
    judul: ClassVar[str] = ""

    def __init__(self, tujuan: Tujuan) -> None:
        super().__init__()
        self.tujuan = tujuan
        self.model: type[Model] = self._meta.model
        self.kunci: tuple[str, ...] = tuple(self._meta.import_id_fields)
        self.dibaca: list[Baris] = []
        self._attname = {name: self._field(name).attname for name in self.fields}
        for name, field in self.fields.items():
            if isinstance(field.widget, Teks):
                field.widget.aturan.setdefault("maks", self._field(name).max_length)

    def _field(self, name: str) -> Any:
        return self.model._meta.get_field(self.fields[name].attribute)

    # What a kind of sheet says of itself

    def lingkup(self) -> dict[str, Any]:
        """Return the values, by column, that every row of this import shares: they narrow what is stored too."""
        return {}

    def tersimpan(self) -> QuerySet[Any]:
        """Return the rows the sheet may change."""
        return self.model._default_manager.filter(**self.lingkup())

    def ditampilkan(self) -> QuerySet[Any]:
        """Return the rows the template shows."""
        return self.tersimpan()

    def rujukan(self, ke: type[Model]) -> QuerySet[Any]:
        """Return the rows a link may name; by default those of the Renstra, else of the agency."""
        found, tujuan = ke._default_manager.all(), self.tujuan
        names = {field.name for field in ke._meta.concrete_fields}
        if tujuan.renstra and "renstra" in names:
            return found.filter(renstra=tujuan.renstra)
        if tujuan.perangkat_daerah and "perangkat_daerah" in names:
            return found.filter(perangkat_daerah=tujuan.perangkat_daerah)
        return found

    def nilai_baru(self) -> dict[str, Any]:
        """Return what a row that is made holds besides what the sheet says, by column."""
        return {}

    def selaraskan(self, baris: Baris) -> None:
        """Adjust what a row says to how it is stored, before the two are compared."""

    def periksa_baris(self, p: Pemeriksaan, baris: Baris) -> bool:
        """Note what stands against a row that is new or changed; True where nothing does."""
        return True

    def tampil(self, name: str, row: Any) -> Any:
        """Return what the template shows of a stored row in a column."""
        field = self.fields[name]
        return field.widget.render(getattr(row, field.attribute), row)

    def nama(self, baris: Baris) -> str:
        """Return what a person calls a row that is to be made: its key as the sheet states it."""
        key = " ".join(text for name in self.kunci if (text := baris.sel(name).teks))
        return f"{self.model._meta.verbose_name} {key}"

    # Reading

    def kepala(self, lembar: LembarKerja) -> Any:
        """Find the headings; raises `SelError` where a column of the key, or a compulsory one, is missing."""
        return find_header(
            lembar,
            [
                Kolom(name, (field.column_name, *field.sinonim), field.widget.wajib or name in self.kunci)
                for name, field in self.fields.items()
            ],
        )

    def periksa(self, p: Pemeriksaan, lembar: LembarKerja) -> None:
        """Compare the sheet with what is stored, row by row."""
        p.lembar_terakhir = lembar.nama
        head = self.kepala(lembar)
        for sel in head.tidak_dikenal:
            p.catat(lembar.nama, sel, "Kolom ini tidak dikenal dan tidak dibaca.", tingkat=Tingkat.PERINGATAN)
        for field in self.fields.values():
            if isinstance(field.widget, Rujukan):
                field.widget.kenali(self.rujukan(field.widget.ke), p)
        start, scope, pembanding = len(p.perubahan), self.lingkup(), Pembanding(self)
        readers = [
            (self._attname[name], head.kolom[name], field.widget.clean)
            for name, field in self.fields.items()
            if name in head.kolom
        ]
        for number in lembar.baris_terisi(head.baris + 1):
            p.baris += 1
            baris = Baris(lembar, number, head.kolom, dict(scope))
            if self._baca(p, baris, readers) and pembanding.kenali(p, baris):
                self._bandingkan(p, baris)
        tell_hidden(p, lembar, head.baris)
        # changes before new rows: of a rule over both, what is given up goes first, and each is one batch
        p.perubahan[start:] = sorted(p.perubahan[start:], key=lambda each: each.aksi == Aksi.BUAT)

    def _baca(self, p: Pemeriksaan, baris: Baris, readers: Sequence[tuple[str, int, Callable[..., Any]]]) -> bool:
        """Read the cells of a row; False where one of them cannot be taken."""
        lembar, values, sound = baris.lembar, baris.nilai, True
        for attname, column, clean in readers:
            value = p.baca(lembar.nama, lembar.sel(baris.nomor, column), clean, row=values)
            values[attname] = value
            sound = sound and value is not RUSAK
        return sound

    def _bandingkan(self, p: Pemeriksaan, baris: Baris) -> None:
        """Note what a row changes, or that it is new, where nothing stands against it."""
        self.dibaca.append(baris)
        self.selaraskan(baris)
        row, place = baris.lama, baris.tempat(self.kunci[0])
        stated = {name: value for name, value in baris.nilai.items() if self.dinyatakan(name, value)}
        if row is None:
            baris.berubah = True
            if self.periksa_baris(p, baris):
                p.buat(self.model, {**stated, **self.nilai_baru()}, nama=self.nama(baris), tempat=place)
            return
        changed = {name: value for name, value in stated.items() if not sama(getattr(row, name), value)}
        baris.berubah = bool(changed)
        if not changed:
            p.sama += 1
        elif self.periksa_baris(p, baris):
            p.ubah(row, changed, tempat=place)

    def dinyatakan(self, attname: str, value: Any) -> bool:
        """Whether a row says anything about a column: an empty cell leaves one that is never empty as it is."""
        field: Any = self.model._meta.get_field(attname)
        return value is not None or field.null

    def kunci_dari(self, values: Callable[[str], Any]) -> tuple[Any, ...]:
        """Return the key of a row; `values` gives what it holds in a column (`attname`)."""
        found = (values(self._attname[name]) for name in self.kunci)
        return tuple(plain_blanks(each) if isinstance(each, str) else beku(each) for each in found)

    def tersambung(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return rows with what they link to, so that naming them asks nothing more."""
        links = [field.name for field in self.model._meta.concrete_fields if field.is_relation]
        return rows.select_related(*links) if links else rows

    # Template

    def templat(self, baris_kosong: int = 50) -> LembarTemplat:
        """Return the sheet filled with what is stored."""
        return LembarTemplat(
            nama=self.lembar,
            judul=(self.judul or str(self.model._meta.verbose_name_plural).capitalize(),),
            kolom=list(self._kolom_templat()),
            baris=[
                {name: self.tampil(name, row) for name in self.fields}
                for row in self.tersambung(self.ditampilkan())
            ],
            baris_kosong=baris_kosong,
        )

    def _kolom_templat(self) -> Iterator[KolomTemplat]:
        for name, field in self.fields.items():
            widget = field.widget
            choices = widget.pilihan
            if isinstance(widget, Rujukan):
                codes = self.rujukan(widget.ke).order_by(widget.kunci).values_list(widget.kunci, flat=True)
                choices = {str(code): str(code) for code in codes}
            yield KolomTemplat(
                kode=name,
                judul=field.column_name,
                jenis=Jenis.RUPIAH if widget.aturan.get("rupiah") else widget.jenis,
                wajib=widget.wajib,
                sinonim=field.sinonim,
                pilihan=choices,
                pilihan_bebas=widget.pilihan_bebas,
                lebar=field.lebar,
                petunjuk=field.petunjuk,
            )


def sama(held: Any, value: Any) -> bool:
    """Whether a stored value is what a cell says; odd blanks that no cell gives back make no difference."""
    return held == value or (isinstance(held, str) and isinstance(value, str) and plain_blanks(held) == value)


def tell_hidden(p: Pemeriksaan, lembar: LembarKerja, head: int) -> None:
    """Tell that rows below the headings are read although nobody sees them."""
    hidden = sorted(lembar.baris_tersembunyi.intersection(lembar.baris_terisi(head + 1)))
    if hidden:
        rows = ", ".join(map(str, hidden[:10])) + (", …" if len(hidden) > 10 else "")
        p.catat(
            lembar.nama,
            None,
            f"{len(hidden)} baris tersembunyi ikut dibaca (baris {rows}).",
            "Hapus barisnya bila tidak dimaksud.",
            tingkat=Tingkat.PERINGATAN,
        )


class Pembanding:
    """Finds the stored row that a row of the sheet is about."""

    def __init__(self, sumber: SumberDaya) -> None:
        self.sumber = sumber
        self.stored: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for row in sumber.tersambung(sumber.tersimpan()):
            self.stored[sumber.kunci_dari(lambda name, row=row: getattr(row, name))].append(row)  # type: ignore[misc]
        self.doubled = {key for key, rows in self.stored.items() if len(rows) > 1}
        self.near = {_flat(key): key for key in self.stored}
        self.seen: dict[tuple[Any, ...], int] = {}

    def kenali(self, p: Pemeriksaan, baris: Baris) -> bool:
        """Give a row the stored one of its key; False with a finding where it cannot be told which."""
        key = self.sumber.kunci_dari(baris.nilai.__getitem__)
        found = self.stored.get(key, [])
        if key in self.doubled:
            return self._choose(p, baris, found)
        if key in self.seen:
            reason = f"Baris ini sama kuncinya dengan baris {self.seen[key]}."
            return self._refuse(p, baris, reason, "Hapus salah satu.")
        self.seen[key] = baris.nomor
        baris.lama = found[0] if found else None
        near = self.near.get(_flat(key))
        if not found and near is not None:
            written = " ".join(str(part) for part in near if isinstance(part, str))
            reason = f"Yang tersimpan ditulis “{written}”, dengan huruf besar kecil lain."
            return self._refuse(p, baris, reason, "Tulis sama persis.")
        return True

    def _choose(self, p: Pemeriksaan, baris: Baris, found: list[Any]) -> bool:
        """Take the row that says the same, of several with one key."""
        stated = {name: value for name, value in baris.nilai.items() if self.sumber.dinyatakan(name, value)}
        for row in found:
            if all(sama(getattr(row, name), value) for name, value in stated.items()):
                found.remove(row)
                baris.lama = row
                return True
        reason = "Ada beberapa baris tersimpan dengan kunci ini, dan tidak ada lagi yang sama isinya."
        return self._refuse(p, baris, reason, "Perbaiki yang ganda lewat Data induk.")

    def _refuse(self, p: Pemeriksaan, baris: Baris, alasan: str, saran: str) -> bool:
        p.catat(baris.lembar.nama, baris.sel(self.sumber.kunci[0]), alasan, saran)
        return False


def _flat(key: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(part.casefold() if isinstance(part, str) else part for part in key)


# What an import of flat sheets is ------------------------------------------------------------


class PengimporDatar(Pengimpor):
    """An import of flat sheets, read in the order of `sumber`: a sheet may link to rows of those before it."""

    sumber: ClassVar[tuple[type[SumberDaya], ...]]
    petunjuk: ClassVar[tuple[str, ...]] = ()

    def periksa(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        sources = [each(tujuan) for each in self.sumber]
        found = self._lembar(p, sources)
        for source in sources:
            if source.lembar in found:
                source.periksa(p, found[source.lembar])

    def _lembar(self, p: Pemeriksaan, sources: Sequence[SumberDaya]) -> dict[str, LembarKerja]:
        """Return the sheets by name; what is there and not read, or not there, is told."""
        filled = [sheet for sheet in p.buku.lembar if sheet.tinggi]
        names = {plain_blanks(each.lembar).casefold(): each.lembar for each in sources}
        found = {names[name]: sheet for sheet in filled if (name := plain_blanks(sheet.nama).casefold()) in names}
        if not found:
            found = self._by_headings(p, filled, sources)
        for sheet in filled:
            known = sheet in found.values() or sheet.tersembunyi or sheet.nama in ("Petunjuk", "_pilihan")
            if not known:
                _warn(
                    p,
                    sheet.nama,
                    "Lembar ini tidak dikenal dan tidak dibaca.",
                    f"Nama yang dibaca: {_names(sources)}.",
                )
        for each in sources:
            if each.lembar not in found:
                _warn(p, each.lembar, "Lembar ini tidak ada, jadi isinya tetap seperti yang tersimpan.")
        return found

    def _by_headings(
        self, p: Pemeriksaan, filled: Sequence[LembarKerja], sources: Sequence[SumberDaya]
    ) -> dict[str, LembarKerja]:
        """Recognise a single sheet of another name, as in a CSV, by its headings."""
        shown = [sheet for sheet in filled if not sheet.tersembunyi and sheet.nama != "Petunjuk"]
        if len(shown) != 1:
            raise SelError("Tidak ada lembar yang dikenal.", f"Nama lembar yang dibaca: {_names(sources)}.")
        p.lembar_terakhir = shown[0].nama
        refused: list[SelError] = []
        for source in sources:
            try:
                source.kepala(shown[0])
            except SelError as error:
                refused.append(error)
            else:
                return {source.lembar: shown[0]}
        raise refused[0]

    def templat(self, tujuan: Tujuan) -> BukuTemplat:
        return BukuTemplat(
            self.nama_templat(tujuan), self.petunjuk, [each(tujuan).templat() for each in self.sumber]
        )

    def nama_templat(self, tujuan: Tujuan) -> str:
        """Return the name of the workbook without its ending."""
        place = tujuan.perangkat_daerah
        return f"{self.kode}-{place.kode}" if place else self.kode


def _names(sources: Sequence[SumberDaya]) -> str:
    return ", ".join(f"“{each.lembar}”" for each in sources)


def _warn(p: Pemeriksaan, lembar: str, alasan: str, saran: str = "") -> None:
    p.catat(lembar, None, alasan, saran, tingkat=Tingkat.PERINGATAN)
