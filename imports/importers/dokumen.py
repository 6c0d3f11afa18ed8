"""Targets and pagu of one planning document that is still a rancangan, the documents before it left as they are.

A sheet says of a line only what its columns say: a year without a column and a line without a row stay as they
are. An emptied cell takes the figure away. The sources of funds of a subkegiatan are stated together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied

from imports.importers.isi_dokumen import (
    BARU,
    BERPERUBAHAN,
    LEMBAR,
    PAGU,
    PAGU_TW,
    PLACE,
    RINCIAN,
    TARGET,
    TARGET_TW,
    Isi,
    chosen_document,
    require_draft,
    writable_units,
    years_of,
)
from imports.importers.lembar_dokumen import sheet_columns, sheet_rows, target_place, target_years
from imports.importers.silang import (
    KODE,
    Bacaan,
    differs,
    is_empty,
    match,
    open_sheets,
    read_money,
    read_of,
    same_line,
)
from imports.services.pengimpor import Parameter, Pengimpor, Perlu, Tujuan
from imports.templat import BukuTemplat, LembarTemplat
from indicators.choices import Polaritas
from indicators.models import Indikator
from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, Renstra, Subkegiatan, UnitKerja
from renstra.lib.importing import RUSAK, Aksi, Pemeriksaan, Perubahan, SelError, Tingkat
from renstra.lib.numbers import format_number
from renstra.lib.pembaca.nilai import read_text
from targets.models import Pagu, PaguTriwulan, RencanaSubkegiatan, Target, TargetTriwulan
from targets.selectors.rencana import OF_A_YEAR


class DokumenPengimpor(Pengimpor):
    kode = "dokumen"
    judul = "Target dan pagu satu dokumen"
    keterangan = (
        "Renstra Perubahan, Renja, DPA, Perjanjian Kinerja, atau rencana aksi yang masih rancangan. "
        "Dokumen yang lama tidak berubah."
    )
    perlu = (Perlu.PERANGKAT_DAERAH, Perlu.RENSTRA)

    def izinkan(self, tujuan: Tujuan) -> None:
        agency = tujuan.renstra.perangkat_daerah if tujuan.renstra else tujuan.perangkat_daerah
        if agency is None:
            return
        try:
            jenis = chosen_document(tujuan).jenis
        except SelError:  # not chosen yet, or refused by the check, which says why
            jenis = JenisDokumen.RENAKSI
        writable_units(tujuan.user, agency, jenis)

    def parameter(self, tujuan: Tujuan) -> Sequence[Parameter]:
        if tujuan.renstra is None:
            return ()
        choices = dict(_choices(tujuan.renstra, tujuan.at.year))
        if (chosen := str(tujuan.parameter.get("ke", ""))) and chosen not in choices:
            choices[chosen] = _label(tujuan.renstra, chosen)  # of an import that is done: it is a choice no more
        petunjuk = "Hanya rancangan yang dapat diisi; dokumen yang sudah ditetapkan diubah lewat perubahannya."
        return (Parameter("ke", "Dokumen tujuan", choices, petunjuk, wajib=True),)

    def pilihan_dokumen(self, renstra: Renstra) -> Any:
        return Dokumen.objects.filter(renstra=renstra, status=StatusDokumen.RANCANGAN)

    def periksa(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        isi = Isi(tujuan, chosen_document(tujuan))
        jenis = JenisDokumen(isi.dokumen.jenis)
        columns = {name: sheet_columns(name, isi) for name in LEMBAR[jenis]}
        check = Pengisian(p, isi)
        for name, sheet in open_sheets(p, columns, f"Lembar ini bukan isi {jenis.label}").items():
            check.take(name, sheet)
        if isi.asal and p.perubahan:
            copy_over(p, isi.dokumen, isi.asal)

    def kunci(self, tujuan: Tujuan, perubahan: Sequence[Perubahan]) -> None:
        """Also lock the document, which has to be a rancangan still, and look at each row's unit once more."""
        super().kunci(tujuan, perubahan)
        dokumen = chosen_document(tujuan)
        if dokumen.pk:
            dokumen = require_draft(Dokumen.objects.select_for_update(of=("self",)).filter(pk=dokumen.pk).first())
        units = writable_units(tujuan.user, dokumen.renstra.perangkat_daerah, dokumen.jenis)
        if units is not None and (foreign := touched_units(perubahan) - units):
            names = ", ".join(str(unit) for unit in UnitKerja.objects.filter(pk__in=foreign))
            raise PermissionDenied(f"Berkas ini mengubah baris unit lain: {names}.")

    def templat(self, tujuan: Tujuan) -> BukuTemplat:
        isi = Isi(tujuan, chosen_document(tujuan))
        return BukuTemplat(
            nama=f"{isi.dokumen}".replace("/", "-"),
            petunjuk=(
                f"Buku kerja ini mengisi {isi.dokumen} (rancangan). Dokumen lain tidak berubah.",
                "Sel yang dikosongkan menghapus angkanya dari rancangan; pratinjau memperlihatkannya dahulu.",
                "Tahun tanpa kolom dan baris yang dihapus dari lembar ini tetap seperti semula.",
                "Semua sumber dana sebuah subkegiatan ditulis bersama: sumber yang tidak ditulis dihapus.",
            ),
            lembar=[
                LembarTemplat(
                    nama=name,
                    judul=(f"{name} {isi.dokumen}",),
                    kolom=sheet_columns(name, isi),
                    baris=list(sheet_rows(name, isi)),
                    baris_kosong=20 if name == PAGU else 0,
                )
                for name in LEMBAR[JenisDokumen(isi.dokumen.jenis)]
            ],
        )


def _choices(renstra: Renstra, year: int) -> Iterator[tuple[str, str]]:
    """Yield the documents an import may go into: every rancangan, new ones of this year and the next, and new
    perubahan.
    """
    every = list(renstra.dokumen.select_related("unit"))
    known = {(row.jenis, row.tahun) for row in every if row.unit_id is None}
    yield from ((str(row.pk), f"{row} (rancangan)") for row in every if row.status == StatusDokumen.RANCANGAN)
    for tahun in (year, year + 1):
        for jenis in BARU if tahun in renstra.years else ():
            if (jenis, tahun) not in known:
                yield f"baru:{jenis}:{tahun}", f"{jenis.label} {tahun} (baru)"
    for row in every:
        if row.jenis in BERPERUBAHAN and row.status == StatusDokumen.DITETAPKAN and row == _latest(row, every):
            yield f"ubah:{row.pk}", f"Perubahan {row} (baru, salinan yang ditetapkan)"


def _label(renstra: Renstra, chosen: str) -> str:
    way, _, rest = chosen.rpartition(":")
    if way.startswith("baru:"):
        jenis = way.removeprefix("baru:")
        return f"{JenisDokumen(jenis).label} {rest}" if jenis in JenisDokumen.values else chosen
    row = renstra.dokumen.filter(pk=int(rest[:9])).first() if rest.isdecimal() else None
    return (f"Perubahan {row}" if way else str(row)) if row else chosen


def _latest(dokumen: Dokumen, every: Iterable[Dokumen]) -> Dokumen:
    same = [row for row in every if all(getattr(row, name) == getattr(dokumen, name) for name in PLACE)]
    return max(same, key=lambda row: row.perubahan_ke)


def begin(p: Pemeriksaan, dokumen: Dokumen, tempat: str) -> dict[str, str]:
    """Let a document be made as rancangan; returns what links to it are stated as."""
    names = ("renstra_id", "jenis", "tahun", "perubahan_ke", "unit_id", "status")
    return p.buat(Dokumen, {name: getattr(dokumen, name) for name in names}, nama=str(dokumen), tempat=tempat)


def copy_over(p: Pemeriksaan, dokumen: Dokumen, asal: Dokumen) -> None:
    """Turn changes of an enacted document into its perubahan: a full copy with those changes in it."""
    changes, p.perubahan = p.perubahan, []
    link = begin(p, dokumen, changes[0].tempat)
    changed = {(each.model, each.pk): each for each in changes}
    for model in OF_A_YEAR:
        label = model._meta.label_lower
        for row in model.objects.filter(dokumen=asal).order_by("pk"):
            change = changed.get((label, row.pk))
            if change is None:
                p.buat(model, _copied(row, link), nama=f"salinan {row}", tempat=f"{p.lembar_terakhir}!")
            elif change.aksi == Aksi.UBAH:
                before = ", ".join(_written(getattr(row, name)) for name in change.sebelum)
                nama = f"{change.nama} (semula {before})"
                p.buat(model, {**_copied(row, link), **change.sesudah}, nama=nama, tempat=change.tempat)
    for each in changes:
        if each.aksi == Aksi.BUAT:
            p.perubahan.append(replace(each, sesudah={**each.sesudah, "dokumen_id": link}))
    gone = [each.nama for each in changes if each.aksi == Aksi.HAPUS]
    reason = f"{dokumen} dibuat sebagai salinan {asal} dengan {len(changes)} angka atau keterangan yang berbeda"
    rest = f"; tidak disalin: {', '.join(gone)}" if gone else ""
    p.catat(p.lembar_terakhir, None, f"{reason}{rest}.", tingkat=Tingkat.PERINGATAN)


def _written(value: Any) -> str:
    return format_number(value) if isinstance(value, Decimal) else str(value or "kosong")


def _copied(row: Any, link: Any) -> dict[str, Any]:
    """Return what a row states, by column, for another document."""
    own = {"id", "dokumen_id", "diubah_pada"}
    names = [field.attname for field in row._meta.concrete_fields if field.attname not in own]
    return {name: getattr(row, name) for name in names} | {"dokumen_id": link}


def touched_units(changes: Iterable[Perubahan]) -> set[int]:
    """Return the units of the lines whose quarters the changes state."""
    found: set[int] = set()
    for model, line, unit in (
        (TargetTriwulan, Indikator, "penanggung_jawab"),
        (PaguTriwulan, Subkegiatan, "unit"),
    ):
        own = [each for each in changes if each.model == model._meta.label_lower]
        link = "indikator_id" if line is Indikator else "subkegiatan_id"
        lines = {side[link] for each in own for side in (each.sebelum, each.sesudah) if link in side}
        pks = [each.pk for each in own if each.pk]
        stored = model._default_manager.filter(pk__in=pks).values_list(link, flat=True)
        lines |= set(stored)
        found |= set(line._default_manager.filter(pk__in=lines).values_list(unit, flat=True))
    return found


class Pengisian:
    """The check of the sheets of one document."""

    def __init__(self, p: Pemeriksaan, isi: Isi) -> None:
        self.p, self.isi, self.dokumen = p, isi, isi.dokumen
        self._link: Any = isi.asal.pk if isi.asal else isi.dokumen.pk

    def take(self, name: str, sheet: Bacaan) -> None:
        steps = {TARGET: self.targets, TARGET_TW: self.quarters, PAGU: self.pagu, PAGU_TW: self.money_quarters}
        steps[name](sheet)

    def link(self, tempat: str) -> Any:
        """Return what rows of the document hang under: itself, or the one this import then begins."""
        if self._link is None:
            self._link = begin(self.p, self.dokumen, tempat)
        return self._link

    # Indicators

    def targets(self, sheet: Bacaan) -> None:
        stated = self.isi.stated(Target, "indikator_id", "tahun", "jenis")
        for number, row in sheet.baris_tunggal(self.isi.indikator, "Indikator"):
            if not same_line(sheet, number, row):
                continue
            for year in target_years(self.isi):
                tahun, jenis = target_place(self.isi, year)
                place = {"tahun": tahun, "jenis": jenis}
                self._figure(sheet, number, row, str(year), Target, place, stated.get((row.pk, tahun, jenis)))

    def quarters(self, sheet: Bacaan) -> None:
        stated = self.isi.stated(TargetTriwulan, "indikator_id", "tahun", "triwulan")
        tahun = self.dokumen.tahun
        for number, row in sheet.baris_tunggal(self.isi.indikator, "Indikator"):
            if not same_line(sheet, number, row):
                continue
            for quarter in range(1, 5):
                place = {"tahun": tahun, "triwulan": quarter}
                found = stated.get((row.pk, tahun, quarter))
                self._figure(sheet, number, row, str(quarter), TargetTriwulan, place, found)

    def _figure(
        self, sheet: Bacaan, number: int, row: Indikator, ujung: str, model: Any, place: dict[str, Any], found: Any
    ) -> None:
        """Compare one target with its bounds; columns that the sheet does not have stay as they are."""
        values: dict[str, Any] = {}
        for column, name in ((f"t{ujung}", "nilai"), (f"a{ujung}", "nilai_atas")):
            if sheet.ada(column):
                semula = getattr(found, name) if found else None
                values[name] = sheet.baca(number, column, read_of, indikator=row, semula=semula)
        if not values or RUSAK in values.values():
            return
        first = f"t{ujung}" if sheet.ada(f"t{ujung}") else f"a{ujung}"
        if wrong := _bounds(row, values, found) or _negative(model, values):
            sheet.catat(number, first, *wrong)
            return
        self._match(sheet, (number, first), row, model, place, found, values)

    def _match(
        self,
        sheet: Bacaan,
        sel: tuple[int, str],
        line: Indikator | Subkegiatan,
        model: Any,
        place: Mapping[str, Any],
        found: Any,
        values: Mapping[str, Any],
    ) -> None:
        """Note what makes the document state `values` of a line, where this person may."""
        own = isinstance(line, Indikator)
        unit = line.penanggung_jawab if isinstance(line, Indikator) else line.unit
        if differs(found, values) and not self.isi.boleh(unit.pk if unit else None):
            sheet.catat(
                *sel,
                f"Baris ini milik {unit or 'seluruh perangkat daerah'}.",
                "Diisi oleh staf unit itu atau Sekretariat.",
            )
            return
        tempat = sheet.tempat(*sel)
        links = {"indikator_id" if own else "subkegiatan_id": line.pk}
        if found is None and not is_empty(values):
            links["dokumen_id"] = self.link(tempat)
        when = " ".join(str(value) for name, value in place.items() if name != "jenis" and value != "")
        nama = f"{model._meta.verbose_name} {line.kode} {when}"
        match(self.p, found, model, {**links, **place}, values, tempat=tempat, nama=nama)

    # Money

    def pagu(self, sheet: Bacaan) -> None:
        rows: dict[int, list[tuple[int, str]]] = defaultdict(list)
        lines = {row.pk: row for row in self.isi.subkegiatan.values()}
        for number, row in sheet.baris(self.isi.subkegiatan, "Subkegiatan"):
            source = sheet.baca(number, "sumber_dana", read_text, maks=60)
            if source is RUSAK:
                continue
            same = [other for other, name in rows[row.pk] if name.casefold() == (source or "").casefold()]
            if same:
                sheet.catat(
                    number, KODE, f"Subkegiatan dan sumber dana ini sudah ada pada baris {same[0]}.", "Gabungkan."
                )
                continue
            rows[row.pk].append((number, source or ""))
        stated = self.isi.stated(Pagu, "subkegiatan_id", "tahun", "sumber_dana")
        for pk, found in rows.items():
            for year in years_of(self.dokumen):
                if sheet.ada(f"p{year}"):
                    self._sources(sheet, lines[pk], year, found, stated)
            if self.dokumen.jenis == JenisDokumen.RENJA:
                self._detail(sheet, lines[pk], [number for number, _ in found])

    def _sources(
        self,
        sheet: Bacaan,
        line: Subkegiatan,
        year: int,
        rows: Sequence[tuple[int, str]],
        stated: Mapping[tuple[Any, ...], Any],
    ) -> None:
        """Compare the sources of funds of a subkegiatan in a year; one that the sheet does not name goes."""
        column = f"p{year}"
        values = {source: (number, sheet.baca(number, column, read_money)) for number, source in rows}
        if any(value is RUSAK for _, value in values.values()):
            return
        gone = {key[2]: row for key, row in stated.items() if key[:2] == (line.pk, year) and key[2] not in values}
        for source, row in gone.items():
            nama = f"pagu {line.kode} {year} {source}".strip()
            self.p.hapus(row, tempat=sheet.tempat(rows[0][0], column), nama=nama)
        for source, (number, value) in values.items():
            place = {"tahun": year, "sumber_dana": source}
            found = stated.get((line.pk, year, source))
            self._match(sheet, (number, column), line, Pagu, place, found, {"nilai": value})

    @cached_property
    def _plans(self) -> dict[tuple[Any, ...], Any]:
        return self.isi.stated(RencanaSubkegiatan, "subkegiatan_id", "tahun")

    def _detail(self, sheet: Bacaan, line: Subkegiatan, numbers: Sequence[int]) -> None:
        """Compare lokasi and the like: said once for all sources of funds of a subkegiatan."""
        columns = [name for name in RINCIAN if sheet.ada(name)]
        values: dict[str, Any] = {}
        for name in columns:
            said = [(number, sheet.baca(number, name, read_text, maks=RINCIAN[name][1])) for number in numbers]
            texts = [(number, text) for number, text in said if text]
            values[name] = texts[0][1] if texts else ""
            for number, text in texts:
                if RUSAK not in (text, values[name]) and text != values[name]:
                    reason = f"{RINCIAN[name][0]} berbeda dari baris {texts[0][0]} untuk subkegiatan yang sama."
                    sheet.catat(number, name, reason, "Tulis sekali saja.")
                    values[name] = RUSAK
        if not columns or RUSAK in values.values():
            return
        tahun = self.dokumen.tahun
        found = self._plans.get((line.pk, tahun))
        if found is not None and any(getattr(found, name) for name in RINCIAN if name not in columns):
            values = {**{name: getattr(found, name) for name in RINCIAN}, **values}
        place = {"tahun": tahun}
        self._match(sheet, (numbers[0], columns[0]), line, RencanaSubkegiatan, place, found, values)

    def money_quarters(self, sheet: Bacaan) -> None:
        stated = self.isi.stated(PaguTriwulan, "subkegiatan_id", "tahun", "triwulan")
        tahun = self.dokumen.tahun
        for number, row in sheet.baris_tunggal(self.isi.subkegiatan, "Subkegiatan"):
            for quarter in range(1, 5):
                column = f"p{quarter}"
                if not sheet.ada(column) or (value := sheet.baca(number, column, read_money)) is RUSAK:
                    continue
                place = {"tahun": tahun, "triwulan": quarter}
                found = stated.get((row.pk, tahun, quarter))
                self._match(sheet, (number, column), row, PaguTriwulan, place, found, {"nilai": value})


def _bounds(row: Indikator, values: Mapping[str, Any], found: Any) -> tuple[str, str] | None:
    """Return what is wrong with the two bounds of a target as they would then stand, and the remedy."""
    low = values["nilai"] if "nilai" in values else getattr(found, "nilai", None)
    high = values["nilai_atas"] if "nilai_atas" in values else getattr(found, "nilai_atas", None)
    if low is None and high is not None:
        return "Batas atas terisi tanpa batas bawahnya.", "Isi juga batas bawahnya, atau kosongkan keduanya."
    if row.polaritas != Polaritas.RENTANG and values.get("nilai_atas") is not None:
        return "Indikator ini bukan rentang, jadi tidak punya batas atas.", "Kosongkan batas atasnya."
    if row.polaritas == Polaritas.RENTANG and low is not None and high is None:
        return "Indikator rentang memerlukan batas bawah dan batas atas.", "Isi juga kolom batas atasnya."
    if low is not None and high is not None and high < low:
        return "Batas atas target di bawah batas bawahnya.", "Periksa kedua angkanya."
    return None


def _negative(model: Any, values: Mapping[str, Any]) -> tuple[str, str] | None:
    """A quarter's target is never negative, as on the page of the rencana aksi."""
    negative = any(value is not None and value < 0 for value in values.values())
    return ("Target tidak boleh negatif.", "Periksa angkanya.") if negative and model is TargetTriwulan else None
