"""What an edition lacks, who changed what since the one before, and the editions there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from programs.choices import JenisDokumen, StatusDokumen
from programs.models import Dokumen, Pengguna
from programs.rollup import TOTAL
from reports.choices import Kesempatan
from reports.selectors.kelengkapan import Kekurangan, Pemeriksa
from reports.selectors.permintaan import Permintaan
from targets.models import (
    ROMAWI,
    EvaluasiTriwulan,
    Pagu,
    PaguTriwulan,
    PengaturanKinerja,
    Realisasi,
    RealisasiAnggaran,
    Target,
    TargetTriwulan,
)
from targets.selectors.angka import VERIFIED
from targets.selectors.riwayat import SALINAN_KOREKSI

# What is missing ------------------------------------------------------------------------------------------------


PELAYANAN = frozenset({"tc23", "tc24"})
"""Tables sent with the Renja that print what was reached up to the year; T-C.29 does up to two years before."""


def not_covered(slug: str, kesempatan: Kesempatan, asked: Permintaan, at: datetime) -> list[str]:
    """Return what an edition would not hold, to be read after “belum tercakup”; only verified figures count.

    Who signs is not looked at: the signature blocks themselves show whether a name is open.
    """
    if kesempatan == Kesempatan.RENSTRA:
        return []
    found = _Cakupan(asked, at)
    if slug == "tc29":
        return [each.teks for each in found.recapitulated()]
    checks = {
        Kesempatan.TRIWULAN: found.quarter,
        Kesempatan.LKJ: found.year,
        Kesempatan.RENJA: found.year if slug in PELAYANAN else found.renja,
        Kesempatan.PK: found.agreement,
    }
    return [each.teks for each in checks[kesempatan]()]


class _Cakupan(Pemeriksa):
    """The checks of the catalogue, with units by name and the years before: these sentences are printed."""

    def signatory(self) -> Iterator[Kekurangan]:
        return iter(())

    def unreported(self, quarters: Sequence[int]) -> Iterator[Kekurangan]:
        yield from self.years_before(self.tahun)
        for gap in self.gaps(quarters):
            name = f"TW {ROMAWI[gap.triwulan - 1]} {self.tahun}"
            absent = gap.belum_terverifikasi
            if absent:
                yield Kekurangan(f"laporan {name} {', '.join(map(str, absent))} (belum terverifikasi)")
            yield from (
                Kekurangan(f"{count} angka {unit} pada {name} (belum dilaporkan)")
                for unit, count in gap.belum_dilaporkan
                if unit not in absent
            )

    def document(self, jenis: JenisDokumen, instead: str) -> Iterator[Kekurangan]:
        if not self.berlaku.documents((jenis,)):
            yield Kekurangan(f"{jenis.label} {self.tahun} (belum ditetapkan, {instead})")

    def recapitulated(self) -> Iterator[Kekurangan]:
        yield from self.years_before(self.tahun - 1)

    def years_before(self, tahun: int) -> Iterator[Kekurangan]:
        """Yield for each earlier year of the Renstra how many targets have no verified figure beside them."""
        figures = self.asked.figures
        for year in range(self.asked.renstra.tahun_awal, tahun):
            stated = [row for row in self.asked.indicators if year in figures.plan_targets.get(row.pk, {})]
            blank = [row for row in stated if figures.year_figures(row, year)[year].persis is None]
            if blank:
                yield Kekurangan(f"realisasi tahun {year} dari {len(blank)} indikator (belum terverifikasi)")


# Who changed what -----------------------------------------------------------------------------------------------

ALL_ROWS = frozenset({TOTAL, "rata-rata", "predikat"})
TIDAK_DIKETAHUI = "–"


@dataclass(frozen=True, slots=True)
class Jejak:
    """One change behind a table: of which code, whether of money, who, when, and how where it was not typed."""

    kode: str
    uang: bool
    oleh: str
    pada: datetime
    rencana: bool = False
    indikator: str = ""
    dengan: str = ""

    def __str__(self) -> str:
        return f"{self.oleh} ({self.dengan})" if self.dengan else self.oleh


class Penelusur:
    """The changes between two moments behind the verified figures of a Renstra, read once."""

    def __init__(self, asked: Permintaan, since: datetime, until: datetime) -> None:
        self.window = {"history_date__gt": since, "history_date__lte": until}
        self.since, self.until, self.asked = since, until, asked
        self.figures = [*self._reported(), *self._planned()]
        self.documents = self._documents()
        self.texts = self._evaluations()
        self.rules = self._rules()

    def trace(self, row: str, kolom: str, money: bool, texts: Sequence[str]) -> Jejak | None:
        """Return the latest change behind a cell; None where the history does not tell.

        The heading says whether the column is of the plan, of realisasi, or of both.
        """
        if hasattr(EvaluasiTriwulan, row):
            return _latest(self.texts)
        sides = _sides(kolom)
        able = [each for each in self.figures if each.uang == money and each.rencana in sides]
        below = [each for each in able if _behind(each, row)]
        named = [each for each in below or able if each.indikator and each.indikator in texts]
        stated = _latest(named or below) or (_latest(self.documents) if True in sides else None)
        return stated or (_latest(self.rules) if len(sides) == 2 else None)

    def _reported(self) -> Iterator[Jejak]:
        """Yield what verified reports state: typed since, or verified or locked as a correction since."""
        place: dict[str, Any] = {
            "laporan__renstra": self.asked.renstra,
            "laporan__tahun__lte": self.asked.tahun,
            "laporan__status__in": VERIFIED,
            "history_date__lte": self.until,
        }
        since = (
            Q(history_date__gt=self.since)
            | Q(laporan__diverifikasi_pada__gt=self.since)
            | Q(laporan__dikunci_pada__gt=self.since, laporan__koreksi_ke__gt=0)
        )
        for model, row in ((Realisasi, "indikator"), (RealisasiAnggaran, "subkegiatan")):
            records: Any = model.history.filter(since, **place).exclude(history_change_reason=SALINAN_KOREKSI)
            yield from _records(records, row, rencana=False)

    def _planned(self) -> Iterator[Jejak]:
        place = {"dokumen__renstra": self.asked.renstra, "dokumen__status": StatusDokumen.DITETAPKAN}
        for model in (Target, TargetTriwulan, Pagu, PaguTriwulan):
            row = "indikator" if model in (Target, TargetTriwulan) else "subkegiatan"
            records: Any = model.history.filter(**place, **self.window)
            yield from _records(records, row, rencana=True)

    def _documents(self) -> list[Jejak]:
        """Return the documents enacted since: they move figures that nobody typed again."""
        place = {"renstra": self.asked.renstra, "status": StatusDokumen.DITETAPKAN}
        records = Dokumen.history.filter(**place, **self.window).select_related("history_user")
        return [
            Jejak("", False, _name(each.history_user), each.history_date, dengan=f"penetapan {each.instance}")
            for each in records
        ]

    def _evaluations(self) -> list[Jejak]:
        place = {"laporan__renstra": self.asked.renstra, "laporan__status__in": VERIFIED}
        since = Q(history_date__gt=self.since) | Q(laporan__diverifikasi_pada__gt=self.since)
        records = EvaluasiTriwulan.history.filter(since, history_date__lte=self.until, **place)
        return [
            Jejak("", False, _name(each.history_user), each.history_date)
            for each in records.select_related("history_user")
        ]

    def _rules(self) -> list[Jejak]:
        agency = self.asked.renstra.perangkat_daerah
        records = PengaturanKinerja.history.filter(perangkat_daerah=agency, **self.window)
        return [
            Jejak("", False, _name(each.history_user), each.history_date, dengan="pengaturan kinerja")
            for each in records.select_related("history_user")
        ]


def _records(records: Any, row: str, *, rencana: bool) -> Iterator[Jejak]:
    for record in records.select_related("history_user", row):
        found, who = getattr(record, row), _name(record.history_user)
        measured = found.nama if row == "indikator" else ""
        yield Jejak(found.kode, not measured, who, record.history_date, rencana, measured)


def _sides(kolom: str) -> tuple[bool, ...]:
    """Return which changes a column can come from: True of the plan, False of what was reported."""
    heading = kolom.lower()
    if "tingkat" in heading or "capaian (" in heading or "rasio" in heading:
        return True, False
    planned = any(word in heading for word in ("target", "pagu", "prakiraan"))
    if planned != ("realisasi" in heading):
        return (planned,)
    return True, False


def _behind(change: Jejak, row: str) -> bool:
    """Whether a change is behind a row: of its code, of one below it for money, or of any where all count."""
    kode = row.partition("/")[0]
    if row in ALL_ROWS or change.kode == kode:
        return True
    return change.kode.startswith(f"{kode}." if change.uang else f"{kode}#")


def _latest(found: Sequence[Jejak]) -> Jejak | None:
    return max(found, key=lambda each: each.pada, default=None)


def _name(user: Pengguna | None) -> str:
    return user.nama if user else TIDAK_DIKETAHUI
