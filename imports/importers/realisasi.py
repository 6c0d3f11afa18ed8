"""Quarterly realisasi of one unit or of all a person enters for, under the rules of the entry page.

A row is known by its code, year and quarter; what it states is compared cell by cell with the report of that
quarter. Read twice: first whose quarters the rows are about, then what they state.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from imports.importers.hak_laporan import LAPORAN, HakLaporan, Penolakan, Tempat, lock_reports, require_entry
from imports.importers.kewajaran_realisasi import Kewajaran
from imports.importers.lembar_realisasi import EVALUASI, LEMBAR, Baris, LembarIsian
from imports.importers.templat_realisasi import template
from imports.services.pengimpor import Parameter, Pengimpor, Perlu, Tujuan
from imports.templat import BukuTemplat
from indicators.models import Indikator
from programs.models import Subkegiatan, UnitKerja
from renstra.lib.importing import RUSAK, Aksi, Pemeriksaan, Perubahan, SelError, Tingkat
from renstra.lib.numbers import AngkaError, format_number
from renstra.lib.pembaca.buku import PERSEN, LembarKerja, Sel
from renstra.lib.pembaca.kepala import find_header
from renstra.lib.pembaca.nilai import read_choice, read_code, read_figure, read_text
from renstra.lib.teks import key
from targets.choices import OPEN_STATUSES
from targets.formulas import SkalaError, skor
from targets.models import ROMAWI
from targets.selectors.angka import Figures, number_columns
from targets.selectors.rencana import plan_document
from targets.services.nilai import PANJANG_TEKS, keep_code, keep_figure, keep_text, places_of
from targets.services.realisasi import ANGKA, COLUMNS, KOLOM_ANGKA

LEWATI = "lewati_unit_lain"
TETAP = object()
"""What a cell reads as where it states what is stored."""
_QUARTERS = {word: n for n, roman in enumerate(ROMAWI, 1) for word in (str(n), roman.lower())}


class RealisasiPengimpor(Pengimpor):
    kode = "realisasi"
    judul = "Realisasi triwulan"
    keterangan = (
        "Realisasi kinerja, realisasi anggaran, dan evaluasi triwulan unit Anda, satu atau beberapa triwulan."
    )
    perlu = (Perlu.RENSTRA, Perlu.TAHUN, Perlu.TRIWULAN)
    gladi = False

    def izinkan(self, tujuan: Tujuan) -> None:
        require_entry(tujuan)

    def kunci(self, tujuan: Tujuan, perubahan: Sequence[Perubahan]) -> None:
        lock_reports(tujuan, perubahan)

    def periksa(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        Pembacaan(p, tujuan).run()

    def templat(self, tujuan: Tujuan) -> BukuTemplat:
        return template(tujuan)

    def parameter(self, tujuan: Tujuan) -> Sequence[Parameter]:
        hint = "Bila tidak, berkas yang memuat baris unit yang tidak Anda isi ditolak."
        return (Parameter(LEWATI, "Lewati baris unit lain", petunjuk=hint, centang=True),)


class Pembacaan:
    """One check of a file."""

    def __init__(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        assert tujuan.renstra is not None  # noqa: S101 — chosen before a file comes in
        self.p, self.tujuan, self.renstra = p, tujuan, tujuan.renstra
        document = plan_document(self.renstra)
        owners = {
            "Kinerja": Indikator.objects.in_force(document).select_related(
                "tujuan",
                "sasaran",
                "bidang_urusan",
                "hasil__program",
                "hasil__kegiatan",
                "hasil__subkegiatan",
            ),
            "Anggaran": Subkegiatan.objects.in_force(document).exclude(unit=None),
            "Evaluasi": UnitKerja.objects.filter(perangkat_daerah=self.renstra.perangkat_daerah_id),
        }
        self.owners: dict[str, dict[str, Any]] = {
            name: {row.kode: row for row in rows.order_by()}  # type: ignore[attr-defined]
            for name, rows in owners.items()
        }
        self.units = {row.pk: row for row in self.owners["Evaluasi"].values()}
        self.unit_names = {row.kode: row.nama for row in self.units.values()}
        self.changed: list[Baris] = []
        self.emptied = 0

    def run(self) -> None:
        rows = [row for sheet, lembar in self._sheets() for row in self._rows(sheet, lembar)]
        places = {row.tempat for row in rows}
        self.hak = HakLaporan(self.renstra, self.tujuan.user, self.tujuan.at, places)
        rows = self._unique(self._own(rows))
        shown = [each for each in self.hak.laporan.values() if each.status in OPEN_STATUSES]
        units = [self.units[pk] for pk in sorted({place.unit for place in places})]
        last = max((place.tahun for place in places), default=self.renstra.tahun_awal)
        self.figures = Figures(self.renstra, units, last, shown=shown)
        for row in rows:
            self._compare(row)
        if self.emptied:
            sentence = f"{self.emptied} sel yang tersimpan dikosongkan oleh berkas ini; periksa pada pratinjau."
            self.p.catat(self.p.lembar_terakhir, None, sentence, tingkat=Tingkat.PERINGATAN)
        Kewajaran(self.figures, self.owners["Anggaran"]).look_at(self.p, self.changed)
        self.p.perubahan.sort(key=_order)

    # Whose quarters ---------------------------------------------------------------------------------------

    def _sheets(self) -> Iterator[tuple[LembarIsian, LembarKerja]]:
        """Yield the sheets of realisasi; a file of one sheet is known by its headings whatever its name."""
        named = {key(each.nama): each for each in self.p.buku.lembar}
        found = [(each, named[key(each.nama)]) for each in LEMBAR if key(each.nama) in named]
        if not found and len(self.p.buku.lembar) == 1:
            found = [(each, self.p.buku.lembar[0]) for each in LEMBAR if _fits(each, self.p.buku.lembar[0])][:1]
        if not found:
            self.p.lembar_terakhir = self.p.buku.lembar[0].nama
            raise SelError(
                f"Lembar {', '.join(each.nama for each in LEMBAR)} tidak ditemukan.",
                "Pakai lembar dari templat yang diunduh, dengan namanya.",
            )
        yield from found

    def _rows(self, isian: LembarIsian, lembar: LembarKerja) -> Iterator[Baris]:
        self.p.lembar_terakhir = lembar.nama
        head = find_header(lembar, isian.wanted())
        if not set(isian.isian) & set(head.kolom):
            raise SelError(
                f"Lembar {lembar.nama} tidak mempunyai kolom yang diisi.",
                f"Tambahkan kolom, misalnya “{isian.judul[isian.isian[0]]}”.",
            )
        for cell in head.tidak_dikenal:
            self.p.catat(
                lembar.nama, cell, "Kolom ini tidak dikenal dan tidak dibaca.", tingkat=Tingkat.PERINGATAN
            )
        self._note_hidden(lembar, head.baris)
        for number in lembar.baris_terisi(head.baris + 1):
            self.p.baris += 1
            row = self._row(isian, lembar, number, head.kolom)
            if row is not None:
                yield row

    def _note_hidden(self, lembar: LembarKerja, head: int) -> None:
        """Say that hidden rows come in too: who filters a sheet may not think of them."""
        hidden = sum(row > head for row in lembar.baris_tersembunyi)
        if hidden:
            reason = f"{hidden} baris tersembunyi ikut dibaca."
            remedy = "Hapus barisnya bila tidak dimaksudkan."
            self.p.catat(lembar.nama, None, reason, remedy, tingkat=Tingkat.PERINGATAN)

    def _row(self, isian: LembarIsian, lembar: LembarKerja, number: int, kolom: Mapping[str, int]) -> Baris | None:
        owner = self._owner(isian, lembar, number, kolom)
        if owner is None:
            return None
        unit = owner.pk if isian is EVALUASI else unit_of(owner)
        year = self._number(lembar, number, kolom.get("tahun"), "tahun", self.tujuan.tahun)
        quarter = self._number(lembar, number, kolom.get("triwulan"), "triwulan", self.tujuan.triwulan)
        if year is None or quarter is None:
            return None
        row = Baris(isian, lembar, number, kolom, owner, Tempat(unit, year, quarter))
        self._check_labels(row)
        return row

    def _owner(self, isian: LembarIsian, lembar: LembarKerja, number: int, kolom: Mapping[str, int]) -> Any:
        """Return what a row is about, None where that cannot be told."""
        cell = lembar.sel(number, kolom[isian.kunci])
        known = self.owners[isian.nama]
        if type(cell.nilai) is str and cell.nilai in known:
            return known[cell.nilai]
        if cell.kosong:
            if any(not lembar.sel(number, kolom[name]).kosong for name in isian.isian if name in kolom):
                judul = isian.judul[isian.kunci]
                self.p.catat(lembar.nama, cell, f"{judul} baris ini kosong.", "Isi kodenya, atau hapus barisnya.")
            return None
        if isian is EVALUASI:
            code = self.p.baca(lembar.nama, cell, read_choice, pilihan=self.unit_names)
            return None if code is RUSAK else known[code]
        code = self.p.baca(lembar.nama, cell, read_code)
        if code is RUSAK:
            return None
        if code.teks not in known:
            self.p.catat(
                lembar.nama,
                cell,
                f"{isian.judul['pemilik']} ini tidak ada pada {self.renstra} yang berlaku.",
                "Periksa kodenya, atau unduh templat yang baru.",
            )
        return known.get(code.teks)

    def _number(
        self, lembar: LembarKerja, number: int, column: int | None, what: str, chosen: int | None
    ) -> int | None:
        """Return the year or quarter of a row: what it states, else what was chosen."""
        cell = lembar.sel(number, column) if column else None
        if cell is None or cell.kosong:
            if chosen is None:
                self.p.catat(lembar.nama, cell, f"Kolom {what} kosong.", f"Pilih {what}nya, atau isi kolomnya.")
            return chosen
        known = range(1900, 2200) if what == "tahun" else range(1, 5)
        if type(cell.nilai) is int and cell.nilai in known:
            return cell.nilai
        text = key(cell.teks).removeprefix("triwulan").removeprefix("tw").strip()
        found = _QUARTERS.get(text) if what == "triwulan" else int(text) if text.isdecimal() else None
        if found is None or found not in known:
            remedy = "Tulis 1 sampai 4." if what == "triwulan" else f"Tulis misalnya {self.renstra.tahun_awal}."
            self.p.catat(lembar.nama, cell, f"“{cell.teks}” bukan {what}.", remedy)
            return None
        return found

    def _check_labels(self, row: Baris) -> None:
        """Note where the file calls unit or satuan of a row otherwise: another row may be meant."""
        if "unit" in row.kolom and row.isian is not EVALUASI and not (cell := row.sel("unit")).kosong:
            unit = self.units[row.tempat.unit]
            if cell.nilai != unit.nama and key(cell.teks) not in (key(unit.nama), key(unit.kode)):
                self.p.catat(
                    row.lembar.nama,
                    cell,
                    f"Baris ini milik {unit}, bukan unit yang tertulis.",
                    "Periksa kodenya, atau unduh templat yang baru.",
                )
        if "satuan" in row.kolom and not (cell := row.sel("satuan")).kosong:
            satuan = row.pemilik.satuan  # type: ignore[union-attr]
            if cell.nilai != satuan and key(cell.teks) != key(satuan):
                self.p.catat(
                    row.lembar.nama,
                    cell,
                    f"Satuan indikator ini “{satuan}”.",
                    "Pastikan angkanya dalam satuan itu.",
                    tingkat=Tingkat.PERINGATAN,
                )

    def _own(self, rows: Sequence[Baris]) -> Iterator[Baris]:
        """Yield the rows of the person's units; those of others are refused, or skipped where that was chosen."""
        skip = bool(self.tujuan.parameter.get(LEWATI))
        told: set[tuple[int, int]] = set()
        for row in rows:
            refused = self.hak.penolakan(row.tempat)
            if refused and refused.unit_lain:
                self._note_other_unit(row, refused, skip=skip)
                continue
            if row.tempat[1:] not in told:
                told.add((row.tempat.tahun, row.tempat.triwulan))
                self._note_other_quarter(row)
            yield row

    def _note_other_unit(self, row: Baris, refused: Penolakan, *, skip: bool) -> None:
        cell = row.sel(row.isian.kunci)
        if skip:
            reason = f"Baris {self.hak.units[row.tempat.unit]} dilewati: Anda bukan staf unit itu."
            self.p.catat(row.lembar.nama, cell, reason, tingkat=Tingkat.PERINGATAN)
        else:
            self.p.catat(row.lembar.nama, cell, refused.alasan, refused.saran)

    def _note_other_quarter(self, row: Baris) -> None:
        """Note where a file is about another quarter than the one that was chosen."""
        chosen = (self.tujuan.tahun, self.tujuan.triwulan)
        if None in chosen or row.tempat[1:] == chosen:
            return
        quarter = f"triwulan {ROMAWI[row.tempat.triwulan - 1]} {row.tempat.tahun}"
        reason = f"Berkas ini memuat juga {quarter}, bukan hanya triwulan yang dipilih."
        cell = row.sel(row.isian.kunci)
        self.p.catat(row.lembar.nama, cell, reason, "Periksa pada pratinjau.", tingkat=Tingkat.PERINGATAN)

    def _unique(self, rows: Iterator[Baris]) -> list[Baris]:
        """Return the rows, those refused that state once more what another row states."""
        seen: dict[tuple[str, int, Tempat], Baris] = {}
        for row in rows:
            first = seen.setdefault((row.isian.nama, row.pemilik.pk, row.tempat), row)
            if first is not row:
                reason = f"Baris ini sama kode dan triwulannya dengan baris {first.nomor}."
                self.p.catat(row.lembar.nama, row.sel(row.isian.kunci), reason, "Hapus salah satu.")
        return list(seen.values())

    # What they state --------------------------------------------------------------------------------------

    def _stored(self, row: Baris) -> Any:
        """Return what the report of the quarter states of the row, None where it does not."""
        if row.isian is EVALUASI:
            report = self.figures.reports.get(row.tempat)
            return getattr(report, "evaluasi", None) if report else None
        return self._place(row).get(row.tempat.unit)

    def _place(self, row: Baris) -> dict[int, Any]:
        rows = self.figures.anggaran if row.is_money else self.figures.kinerja
        return rows.setdefault((row.pemilik.pk, row.tempat.tahun, row.tempat.triwulan), {})

    def _compare(self, row: Baris) -> None:
        """Note what the row changes of what is stored."""
        stored = self._stored(row)
        values: dict[str, Any] = {}
        broken = False
        for kolom in row.isian.isian:
            if kolom not in row.kolom:
                continue
            cell = row.sel(kolom)
            before = blank(kolom) if stored is None else getattr(stored, kolom)
            value = self._cell(row, cell, kolom, before)
            broken = broken or value is RUSAK
            if value is not TETAP and value != before:
                values[kolom] = value
        if broken:
            return
        if not values:
            self.p.sama += 1
            return
        if refused := self.hak.penolakan(row.tempat):
            self.p.catat(row.lembar.nama, row.sel(row.isian.kunci), refused.alasan, refused.saran)
            return
        self._change(row, stored, values)

    def _cell(self, row: Baris, cell: Sel, kolom: str, before: Any) -> Any:
        """Return what a cell states: a value, `TETAP` (what is stored), or `RUSAK` (it cannot be taken)."""
        if isinstance(row.pemilik, Indikator) and kolom in KOLOM_ANGKA:
            columns = number_columns(row.pemilik)
            if kolom not in columns:
                if not cell.kosong:
                    names = " dan ".join(f"“{row.isian.judul[each]}”" for each in columns)
                    reason = "Kolom ini tidak diisi pada baris ini."
                    self.p.catat(row.lembar.nama, cell, reason, f"Indikator ini diisi pada kolom {names}.")
                return TETAP
        if cell.nilai == before and cell.format != PERSEN and type(cell.nilai) is not bool and not cell.cacat:
            return TETAP  # nothing typed, so nothing to read or to ask
        if cell.kosong:
            return blank(kolom)
        nama = row.lembar.nama
        if kolom in ANGKA:
            persen = isinstance(row.pemilik, Indikator) and kolom == "nilai" and row.pemilik.is_percentage
            return self.p.baca(nama, cell, read_kept, kolom=kolom, rupiah=row.is_money, persen=persen)
        if kolom == "kode":
            return self.p.baca(nama, cell, read_grade, indikator=row.pemilik)
        return self.p.baca(nama, cell, read_kept_text)

    def _change(self, row: Baris, stored: Any, values: dict[str, Any]) -> None:
        for kolom, value in values.items():
            if value in (None, ""):
                self._note_emptied(row, kolom, getattr(stored, kolom))
        if "kode" in values:
            values["nilai"] = skor(values["kode"], skala=row.pemilik.scores())  # type: ignore[union-attr]
        link = owner_link(row.isian)
        if stored is None:
            stored = self._new(row, link, values)
        else:
            if link and getattr(stored, link) != row.pemilik.pk:
                values[link] = row.pemilik.pk  # the version that rules, which it belongs to once it is saved
            self.p.ubah(stored, values, nama=self._name(row), tempat=row.alamat)
            for kolom, value in values.items():
                setattr(stored, kolom, value)
        self.changed.append(row)

    def _new(self, row: Baris, link: str, values: Mapping[str, Any]) -> Any:
        columns = {kolom: blank(kolom) for kolom in COLUMNS[row.isian.model]}
        owner = {link: row.pemilik.pk} if link else {}
        report = self.hak.link(self.p, row.tempat, row.alamat)
        self.p.buat(
            row.isian.model,
            {"laporan_id": report, **owner, **columns, **values},
            nama=self._name(row),
            tempat=row.alamat,
        )
        made = row.isian.model(**owner, **{**columns, **values})
        if row.isian is not EVALUASI:
            self._place(row)[row.tempat.unit] = made
        return made

    def _name(self, row: Baris) -> str:
        quarter = self.hak.name(row.tempat)
        return f"Evaluasi {quarter}" if row.isian is EVALUASI else f"{row.pemilik} ({quarter})"

    def _note_emptied(self, row: Baris, kolom: str, before: Any) -> None:
        self.emptied += 1
        shown = format_number(before) if isinstance(before, Decimal) else str(before)
        reason = f"{row.isian.judul[kolom]} dikosongkan; semula “{shown[:100]}”."
        remedy = "Isi lagi bila tidak bermaksud menghapusnya."
        self.p.catat(row.lembar.nama, row.sel(kolom), reason, remedy, tingkat=Tingkat.PERINGATAN)


def _fits(isian: LembarIsian, lembar: LembarKerja) -> bool:
    try:
        head = find_header(lembar, isian.wanted())
    except SelError:
        return False
    return bool(set(isian.isian) & set(head.kolom))


def _order(change: Perubahan) -> tuple[bool, str, bool]:
    """Put reports before what hangs under them, and rows of one kind together: they are written at once."""
    return change.model != LAPORAN, change.model, change.aksi != Aksi.BUAT


def unit_of(owner: Indikator | Subkegiatan) -> int:
    """Return the unit that reports a row of the plan."""
    unit = owner.penanggung_jawab_id if isinstance(owner, Indikator) else owner.unit_id
    assert unit is not None  # noqa: S101 — subkegiatan without one are not read
    return unit


def owner_link(isian: LembarIsian) -> str:
    """Return the column under which a row names what it is about, beside its report."""
    return {"Kinerja": "indikator_id", "Anggaran": "subkegiatan_id"}.get(isian.nama, "")


def blank(kolom: str) -> Any:
    return None if kolom in ANGKA else ""


# Readers of cells: what the file states, kept by the rules of the entry page -----------------------------------


def read_kept(sel: Sel, *, kolom: str, rupiah: bool, persen: bool, jawaban: str | None = None) -> Decimal | None:
    value = read_figure(sel, rupiah=rupiah, persen=persen, places=places_of(rupiah=rupiah), jawaban=jawaban)
    try:
        return None if value is None else keep_figure(value, kolom, sel.teks, rupiah=rupiah)
    except AngkaError as error:
        raise SelError(str(error), "Perbaiki angkanya.") from error


def read_grade(sel: Sel, *, indikator: Indikator) -> str:
    try:
        return keep_code(read_text(sel), indikator)
    except SkalaError as error:
        raise SelError(str(error), "Pilih dari daftarnya.") from error


def read_kept_text(sel: Sel) -> str:
    try:
        return keep_text(read_text(sel, maks=PANJANG_TEKS))
    except ValidationError as error:
        raise SelError(" ".join(error.messages), "Perbaiki teksnya.") from error
