"""The whole Renstra from a workbook: Tabel 4.2, Tabel 3.1, lists of IKU and IKK, and flat sheets beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet

from imports.importers.datar import SumberDaya
from imports.importers.renstra import tabel_3_1, tabel_4_2, templat
from imports.importers.renstra.banding import Pembanding
from imports.importers.renstra.kepala import KepalaTahun
from imports.importers.renstra.milik import BUKTI, SEBELUM, SESUDAH
from imports.importers.renstra.rincian import BarisDatar, rincian
from imports.importers.renstra.susunan import Penyusun
from imports.importers.renstra.tarik import absent_rows, ask_withdrawal
from imports.importers.renstra.tersimpan import Tersimpan
from imports.services.pengimpor import Pengimpor, Perlu, Tujuan
from imports.templat import BukuTemplat
from programs.choices import JenisDokumen, Peran, StatusDokumen
from programs.models import Dokumen, Landasan, Misi, PlanRow, Renstra
from renstra.lib.importing import Aksi, Pemeriksaan, Perubahan, SelError, Tingkat
from renstra.lib.pembaca.buku import LembarKerja
from renstra.lib.teks import key
from targets.permissions import holds
from targets.selectors import plan_documents
from targets.services.perubahan import PLAN_ROWS, PerubahanError

TANPA_DATA = {"petunjuk", "pilihan"}
"""Sheets of our templates that hold nothing to read."""


@dataclass
class Isi:
    """The sheets of a workbook by what they are; what no sheet is, is None or absent."""

    tabel_4_2: tuple[LembarKerja, KepalaTahun] | None = None
    tabel_3_1: tuple[LembarKerja, KepalaTahun] | None = None
    daftar: dict[str, tuple[LembarKerja, KepalaTahun]] = field(default_factory=dict)
    datar: dict[str, LembarKerja] = field(default_factory=dict)
    """Flat sheets by their name."""
    tidak_dibaca: list[LembarKerja] = field(default_factory=list)

    @property
    def ada(self) -> bool:
        return bool(self.tabel_4_2 or self.tabel_3_1 or self.daftar or self.datar)


class RenstraPengimpor(Pengimpor):
    """The plan of a Renstra that is still a rancangan; without a document the import begins one."""

    kode = "renstra"
    judul = "Renstra (Tabel 4.2, Tabel 3.1)"
    keterangan = (
        "Urusan sampai subkegiatan, tujuan, sasaran, indikator, target, dan pagu, dari Tabel 4.2 dan 3.1 seperti "
        "yang kita cetak atau yang diketik kantor. Ke dalam rancangan Renstra atau Renstra Perubahan."
    )
    perlu = (Perlu.RENSTRA,)

    def izinkan(self, tujuan: Tujuan) -> None:
        """Only the Sekretariat of the agency brings in a Renstra."""
        agency = tujuan.renstra.perangkat_daerah if tujuan.renstra else tujuan.perangkat_daerah
        if agency is not None and not holds(tujuan.user, agency, Peran.SEKRETARIAT):
            raise PermissionDenied("Renstra dimasukkan oleh Sekretariat perangkat daerahnya.")

    def kunci(self, tujuan: Tujuan, perubahan: Sequence[Perubahan]) -> None:
        """Lock the Renstra; refuses where its document was enacted, or begun by somebody else, since the check."""
        renstra = Renstra.objects.select_for_update().get(pk=_renstra(tujuan).pk)
        latest = plan_documents(renstra).last()
        if latest is not None:
            _require_draft(latest)
        begins = [each for each in perubahan if each.aksi == Aksi.BUAT and each.model == Dokumen._meta.label_lower]
        if begins and latest is not None and begins[0].pk != latest.pk:
            raise PerubahanError(f"{latest} sudah dibuat sejak pratinjau; periksa berkas ini sekali lagi.")

    def pilihan_dokumen(self, renstra: Renstra) -> QuerySet[Dokumen]:
        drafts = Dokumen.objects.filter(jenis=JenisDokumen.RENSTRA, status=StatusDokumen.RANCANGAN)
        return drafts.filter(renstra=renstra)

    def templat(self, tujuan: Tujuan) -> BukuTemplat:
        return templat.workbook(_renstra(tujuan))

    def periksa(self, p: Pemeriksaan, tujuan: Tujuan) -> None:
        renstra = _renstra(tujuan)
        draft = plan_documents(renstra).last()
        if draft is not None:
            try:
                _require_draft(draft)
            except PerubahanError as error:
                raise SelError(str(error), "") from error
        _Pemeriksa(p, tujuan, renstra, draft).check()


def _renstra(tujuan: Tujuan) -> Renstra:
    if tujuan.renstra is None:
        raise PermissionDenied("Pilih Renstra yang dituju.")
    return tujuan.renstra


def _require_draft(dokumen: Dokumen) -> None:
    """Refuse a document that rules: what was enacted changes only by a Renstra Perubahan."""
    if dokumen.status != StatusDokumen.RANCANGAN:
        raise PerubahanError(
            f"{dokumen} sudah berstatus {dokumen.get_status_display().lower()}; mulai Renstra Perubahan dahulu, "
            "lalu masukkan berkas ini ke dalam rancangannya."
        )


class _Pemeriksa:
    """One check of one workbook."""

    def __init__(self, p: Pemeriksaan, tujuan: Tujuan, renstra: Renstra, draft: Dokumen | None) -> None:
        self.p, self.tujuan, self.renstra, self.draft = p, tujuan, renstra, draft
        self.stored = Tersimpan(renstra, draft)
        self.sheets = rincian({kode: unit.nama for kode, unit in self.stored.units.items()})

    @property
    def perubahan(self) -> bool:
        """Whether the rancangan is a Renstra Perubahan: what has no versions is then left as it is."""
        return self.draft is not None and self.draft.perubahan_ke > 0

    def check(self) -> None:
        isi = self._recognise()
        dokumen_id = self._document(isi)
        for sumber in SEBELUM:
            self._owned(sumber(self.tujuan), isi)
        susun = Penyusun(self.p, self.stored, self._flat(isi), self._misi())
        goals = tabel_3_1.read(self.p, *isi.tabel_3_1) if isi.tabel_3_1 else None
        codes = tabel_4_2.read(self.p, *isi.tabel_4_2) if isi.tabel_4_2 else None
        if goals is not None:
            susun.add_goals(goals)
            self._landasan(goals, isi)
        if codes is not None:
            self._years(codes.lembar, codes.tahun | codes.tahun_target)
            susun.add_codes(codes)
        susun.add_details(lembar_4_2=codes.lembar if codes else "", lembar_3_1=goals.lembar if goals else "")
        susun.add_other_targets()
        for tag, found in isi.daftar.items():
            susun.tag(tag, tabel_3_1.read_list(self.p, *found))
        self._compare(susun, isi, dokumen_id)
        for sumber in SESUDAH:
            self._owned(sumber(self.tujuan), isi)
        for bukti in BUKTI:
            if bukti.lembar in isi.datar:
                bukti(self.tujuan, dokumen_id).periksa(self.p, isi.datar[bukti.lembar])

    # Sheets -----------------------------------------------------------------------------------------------

    def _recognise(self) -> Isi:
        """Tell what each sheet is: by its name, a CSV and a sheet of another name by its headings."""
        isi, named = Isi(), {key(name): name for name in self._flat_names()}
        for lembar in self.p.buku.lembar:
            if lembar.tersembunyi or key(lembar.nama) in TANPA_DATA or not lembar.tinggi:
                continue
            if key(lembar.nama) in named:
                isi.datar[named[key(lembar.nama)]] = lembar
            elif not self._table(isi, lembar):
                isi.tidak_dibaca.append(lembar)
        if not isi.ada and len(self.p.buku.lembar) == 1:
            self._single(isi, self.p.buku.lembar[0])
        self._tell_unread(isi)
        return isi

    def _flat_names(self) -> list[str]:
        owned: Sequence[type[SumberDaya]] = (*SEBELUM, *SESUDAH, *BUKTI)
        return [*(sheet.lembar for sheet in self.sheets.values()), *(sumber.lembar for sumber in owned)]

    def _table(self, isi: Isi, lembar: LembarKerja) -> bool:
        """Note a sheet as one of the tables; two of a kind are told apart by their names."""
        if found := tabel_4_2.fits(lembar):
            isi.tabel_4_2 = self._only(isi.tabel_4_2, (lembar, found), "4 2")
        elif found := tabel_3_1.fits(lembar):
            isi.tabel_3_1 = self._only(isi.tabel_3_1, (lembar, found), "3 1")
        elif (found := tabel_3_1.fits_list(lembar)) and (tag := _tag(lembar)):
            isi.daftar[tag] = (lembar, found)
        else:
            return False
        return True

    def _only(
        self, before: tuple[LembarKerja, KepalaTahun] | None, found: tuple[LembarKerja, KepalaTahun], number: str
    ) -> tuple[LembarKerja, KepalaTahun]:
        if before is None:
            return found
        named = [each for each in (before, found) if number in key(each[0].nama)]
        if len(named) != 1:
            name = f"Tabel {number.replace(' ', '.')}"
            raise SelError(
                f"Lembar “{before[0].nama}” dan “{found[0].nama}” sama-sama berbentuk {name}.",
                f"Beri nama “{name}” pada yang dimaksud saja.",
            )
        return named[0]

    def _single(self, isi: Isi, lembar: LembarKerja) -> None:
        """Recognise the one sheet of a CSV that is no table: the flat sheet most of whose headings it has."""
        isi.tidak_dibaca.clear()
        texts = {key(lembar.sel(row, at).teks) for row in range(1, 6) for at in range(1, lembar.lebar + 1)}
        wanted = {sheet.lembar: sheet.kolom for sheet in self.sheets.values()}
        wanted |= {sumber.lembar: sumber.fields for sumber in (*SEBELUM, *SESUDAH, *BUKTI)}
        shares = {
            name: sum(key(each.column_name) in texts for each in fields.values()) / len(fields)
            for name, fields in wanted.items()
        }
        best = max(shares, key=lambda name: shares[name])
        if shares[best] < 1:
            raise SelError(
                "Tabel 4.2, Tabel 3.1, atau lembar rincian tidak ditemukan dalam berkas ini.",
                "Pakai templat dari halaman Impor, atau judul kolom seperti pada Tabel 4.2 dan 3.1.",
            )
        isi.datar[best] = lembar

    def _tell_unread(self, isi: Isi) -> None:
        if not isi.ada:
            raise SelError(
                "Tabel 4.2, Tabel 3.1, atau lembar rincian tidak ditemukan dalam berkas ini.",
                "Pakai templat dari halaman Impor, atau judul kolom seperti pada Tabel 4.2 dan 3.1.",
            )
        for lembar in isi.tidak_dibaca:
            self.p.catat(lembar.nama, None, "Lembar ini tidak dibaca.", tingkat=Tingkat.PERINGATAN)
        for lembar in self.p.buku.lembar:
            if lembar.tersembunyi and key(lembar.nama) not in TANPA_DATA:
                reason = "Lembar tersembunyi tidak dibaca."
                self.p.catat(lembar.nama, None, reason, "Tampilkan bila perlu.", tingkat=Tingkat.PERINGATAN)

    def _flat(self, isi: Isi) -> Mapping[type[Model], Mapping[Any, BarisDatar]]:
        return {
            model: sheet.read(self.p, isi.datar[sheet.lembar])
            for model, sheet in self.sheets.items()
            if sheet.lembar in isi.datar
        }

    # Parts ------------------------------------------------------------------------------------------------

    def _document(self, isi: Isi) -> Any:
        """Return the rancangan's key, or the link to the document this import begins."""
        if self.draft is not None:
            return self.draft.pk
        first = isi.tabel_4_2 or isi.tabel_3_1
        lembar = first[0].nama if first else next(iter(isi.datar.values())).nama if isi.datar else ""
        values = {
            "renstra_id": self.renstra.pk,
            "jenis": str(JenisDokumen.RENSTRA),
            "tahun": self.renstra.tahun_awal,
            "perubahan_ke": 0,
            "status": str(StatusDokumen.RANCANGAN),
        }
        return self.p.buat(
            Dokumen, values, nama=f"Dokumen Renstra {self.renstra.tahun_awal} (rancangan)", tempat=f"{lembar}!"
        )

    def _misi(self) -> dict[int, Any]:
        """Return every misi by its number: stored, or made by this file."""
        found: dict[int, Any] = dict(Misi.objects.filter(renstra=self.renstra).values_list("nomor", "pk"))
        made = (each for each in self.p.perubahan if each.model == Misi._meta.label_lower)
        return found | {each.sesudah["nomor"]: {"baru": each.kunci} for each in made if each.aksi == Aksi.BUAT}

    def _owned(self, sumber: SumberDaya, isi: Isi) -> None:
        """Compare a flat sheet of the Renstra itself; in a Renstra Perubahan it only may be the same."""
        if sumber.lembar not in isi.datar:
            return
        if not self.perubahan:
            sumber.periksa(self.p, isi.datar[sumber.lembar])
            return
        trial = Pemeriksaan(self.p.buku, self.p.jawaban)
        sumber.periksa(trial, isi.datar[sumber.lembar])
        self.p.temuan += trial.temuan
        self.p.sama += trial.sama
        self.p.baris += trial.baris
        if trial.perubahan:
            self.p.catat(
                isi.datar[sumber.lembar].nama,
                None,
                f"{len(trial.perubahan)} baris berbeda dari yang tersimpan dan tidak diubah: bagian ini satu "
                "untuk semua Renstra Perubahan, sehingga cetakan yang lama ikut berubah.",
                _DATA_INDUK,
                tingkat=Tingkat.PERINGATAN,
            )

    def _landasan(self, goals: tabel_3_1.Tabel31, isi: Isi) -> None:
        """Take the landasan from the first column of Tabel 3.1 where no flat sheet has them."""
        if goals.landasan is None or SEBELUM[1].lembar in isi.datar or goals.sel_landasan is None:
            return
        rows = Landasan.objects.filter(renstra=self.renstra)
        stored = {(row.jenis, row.urutan): row for row in rows}
        tempat = f"{goals.lembar}!{goals.sel_landasan.alamat}"
        for jenis, urutan, uraian in goals.landasan:
            row = stored.get((jenis, urutan))
            if row is None and not self.perubahan:
                values = {"renstra_id": self.renstra.pk, "jenis": str(jenis), "urutan": urutan, "uraian": uraian}
                self.p.buat(Landasan, values, nama=f"Landasan {urutan} {uraian}"[:200], tempat=tempat)
            elif row is not None and row.uraian == uraian:
                self.p.sama += 1
            elif self.perubahan:
                reason = f"Landasan {urutan} berbeda dari yang tersimpan dan tidak diubah oleh Renstra Perubahan."
                self.p.catat(goals.lembar, goals.sel_landasan, reason, _DATA_INDUK, tingkat=Tingkat.PERINGATAN)
            elif row is not None:
                self.p.ubah(row, {"uraian": uraian}, tempat=tempat, nama=f"Landasan {urutan}")

    def _years(self, lembar: str, years: frozenset[int]) -> None:
        """Refuse columns of years the Renstra does not have; tell which of its years the table lacks."""
        own = set(self.renstra.years)
        if strange := sorted(years - own):
            raise SelError(
                f"Tabel memuat tahun {', '.join(map(str, strange))}, di luar {self.renstra}.",
                "Pilih Renstra yang benar, atau hapus kolom tahun itu.",
            )
        if lacking := sorted(own - years):
            reason = f"Kolom tahun {', '.join(map(str, lacking))} tidak ada; angka tahun itu tidak diubah."
            self.p.catat(lembar, None, reason, tingkat=Tingkat.PERINGATAN)

    def _compare(self, susun: Penyusun, isi: Isi, dokumen_id: Any) -> None:
        banding = Pembanding(self.p, self.stored, self.draft, dokumen_id)
        order: dict[type[PlanRow], int] = {model: place for place, model in enumerate(PLAN_ROWS)}
        for simpul in sorted(susun.simpul.values(), key=lambda each: order[each.model]):
            banding.compare(simpul)
        for sheet, rows in absent_rows(self.stored, susun, isi):
            if ask_withdrawal(self.p, sheet, rows):
                banding.withdraw(rows, f"{sheet.nama}!")
        banding.write()


_DATA_INDUK = "Ubah di Data induk bila memang dimaksud."
TANDA: Mapping[str, Callable[[str], bool]] = {
    "iku": lambda text: "kinerja utama" in text or "iku" in text.split(),
    "ikk": lambda text: "kinerja kunci" in text or "ikk" in text.split(),
}


def _tag(lembar: LembarKerja) -> str:
    """Return which list of indicators a sheet is by its name and the words above its rows; "" for another."""
    top = (lembar.sel(row, at).teks for row in range(1, 7) for at in range(1, min(lembar.lebar, 6) + 1))
    text = key(" ".join([lembar.nama, *top]))
    number = {"iku": "4 4", "ikk": "4 5"}
    return next((tag for tag, says in TANDA.items() if number[tag] in key(lembar.nama) or says(text)), "")
