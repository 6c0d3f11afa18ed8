"""What is still missing before the reports of an occasion can be signed; it never blocks a draft."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from programs.choices import JenisDokumen
from programs.models import UnitKerja
from programs.selectors import kepala_pd, pejabat_pada
from reports.choices import Kesempatan
from reports.selectors.permintaan import Permintaan
from targets.models import ROMAWI
from targets.selectors import plan_findings
from targets.selectors.angka import VERIFIED
from targets.selectors.papan import read_board


@dataclass(frozen=True, slots=True)
class Kekurangan:
    """A sentence about something missing, and the page where it is mended ("" where there is none)."""

    teks: str
    tempat: str = ""


@dataclass(frozen=True, slots=True)
class Celah:
    """What a quarter lacks: the units whose figures nobody verified, and how many due figures each owes."""

    triwulan: int
    belum_terverifikasi: tuple[UnitKerja, ...]
    belum_dilaporkan: tuple[tuple[UnitKerja, int], ...]


def missing(asked: Permintaan, at: datetime) -> dict[Kesempatan, tuple[Kekurangan, ...]]:
    """Return what is missing for each occasion; a fixed number of queries."""
    found = Pemeriksa(asked, at)
    return {each: tuple(CHECKS[each](found)) for each in Kesempatan}


class Pemeriksa:
    """What the checks read, once for all occasions."""

    def __init__(self, asked: Permintaan, at: datetime) -> None:
        self.asked, self.tahun = asked, asked.tahun
        units = list(UnitKerja.objects.filter(perangkat_daerah=asked.renstra.perangkat_daerah_id))
        self.board = read_board(renstra=asked.renstra, units=units, tahun=asked.tahun, at=at)
        self.today = timezone.localdate(at)
        self.berlaku = asked.figures.berlaku

    def quarter(self) -> Iterator[Kekurangan]:
        yield from self.unreported(range(1, self.asked.triwulan + 1))
        yield from self.signatory()

    def year(self) -> Iterator[Kekurangan]:
        yield from self.unreported(range(1, 5))
        yield from self.signatory()

    def unreported(self, quarters: Sequence[int]) -> Iterator[Kekurangan]:
        """Yield for each quarter how many due rows state no figure and how many units are not verified."""
        for gap in self.gaps(quarters):
            blank = sum(count for _, count in gap.belum_dilaporkan)
            said = [f"{blank} angka belum dilaporkan"] if blank else []
            if gap.belum_terverifikasi:
                said.append(f"{len(gap.belum_terverifikasi)} unit belum terverifikasi")
            yield Kekurangan(f"TW {ROMAWI[gap.triwulan - 1]}: {', '.join(said)}", "papan")

    def gaps(self, quarters: Sequence[int]) -> Iterator[Celah]:
        """Yield the quarters that lack something; locked figures hold while their correction runs."""
        for quarter in quarters:
            cells = [row.sel[quarter - 1] for row in self.board if row.sel[quarter - 1].wajib]
            unverified = tuple(cell.unit for cell in cells if cell.sah is None or cell.sah.status not in VERIFIED)
            blank = tuple(
                (cell.unit, cell.wajib - cell.terisi_sah) for cell in cells if cell.terisi_sah < cell.wajib
            )
            if unverified or blank:
                yield Celah(quarter, unverified, blank)

    def signatory(self) -> Iterator[Kekurangan]:
        post = kepala_pd(self.asked.renstra.perangkat_daerah)
        if post is None or pejabat_pada(post, self.today) is None:
            yield Kekurangan("Pejabat kepala perangkat daerah belum diisi; nama dikosongkan", "pejabat")

    def renja(self) -> Iterator[Kekurangan]:
        yield from self.document(JenisDokumen.RENJA, "target dan pagu diambil dari Renstra")
        yield from self.signatory()

    def agreement(self) -> Iterator[Kekurangan]:
        yield from self.document(JenisDokumen.PK, "targetnya diambil dari Renja atau Renstra")
        yield from self.document(JenisDokumen.RENAKSI, "target triwulan masih kosong")
        yield from self.signatory()

    def document(self, jenis: JenisDokumen, instead: str) -> Iterator[Kekurangan]:
        if not self.berlaku.documents((jenis,)):
            yield Kekurangan(f"{jenis.label} {self.tahun} belum ditetapkan; {instead}", "siapkan-tahun")

    def plan(self) -> Iterator[Kekurangan]:
        count = len(plan_findings(self.asked.dokumen))
        if count:
            yield Kekurangan(f"{count} temuan pemeriksaan rencana", "pemeriksaan")


CHECKS: dict[Kesempatan, Callable[[Pemeriksa], Iterator[Kekurangan]]] = {
    Kesempatan.TRIWULAN: Pemeriksa.quarter,
    Kesempatan.LKJ: Pemeriksa.year,
    Kesempatan.RENJA: Pemeriksa.renja,
    Kesempatan.PK: Pemeriksa.agreement,
    Kesempatan.RENSTRA: Pemeriksa.plan,
}
