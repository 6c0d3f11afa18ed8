"""The Perjanjian Kinerja of the agency or of one of its units: its parties, its targets and its money."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from indicators.models import Indikator
from programs.choices import JenisDokumen, JenisJabatan
from programs.models import Dokumen, Jabatan, Pejabat, UnitKerja
from programs.rollup import ancestors
from programs.selectors import officials_on
from reports.selectors.garis import PlanLine
from reports.selectors.permintaan import Permintaan
from targets.choices import JenisTarget
from targets.formulas import NilaiTarget
from targets.models import Pagu, Target
from targets.selectors import PlanDocumentError
from targets.selectors.berlaku import URUTAN_PAGU, Berlaku

JUMLAH = "JUMLAH"
AGENCY_PARTIES = (JenisJabatan.KEPALA_PD, JenisJabatan.KEPALA_DAERAH)
UNIT_PARTIES = (JenisJabatan.KEPALA_UNIT, JenisJabatan.KEPALA_PD)
"""Who promises and to whom, where no document names them."""


@dataclass(frozen=True, slots=True)
class Pihak:
    """A party: the post, and who holds it on the day of signing."""

    jabatan: Jabatan | None
    pejabat: Pejabat | None


@dataclass(frozen=True, slots=True)
class BarisJanji:
    """An indicator with its target; number and statement stand on the first line of a statement."""

    nomor: int | None
    uraian: str
    indikator: Indikator
    target: NilaiTarget


@dataclass(frozen=True, slots=True)
class BarisAnggaran:
    """A row of money; `sumber` are the sources of funds, `parts` the rows it is the sum of."""

    key: str
    level: str
    nomor: int | None
    nama: str
    pagu: Decimal | None
    sumber: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Perjanjian:
    """All that a Perjanjian Kinerja prints; without an enacted document `dokumen` is None."""

    dokumen: Dokumen | None
    unit: UnitKerja | None
    tanggal: date | None
    pertama: Pihak
    kedua: Pihak
    janji: tuple[BarisJanji, ...]
    anggaran: tuple[BarisAnggaran, ...]
    lain: tuple[Dokumen, ...]
    dokumen_pagu: tuple[Dokumen, ...]


def agreement(asked: Permintaan) -> Perjanjian:
    """Return the agreement of the asked year and unit; raises `PlanDocumentError` for a unit there is not."""
    unit = _unit(asked)
    berlaku = asked.berlaku
    documents = berlaku.documents((JenisDokumen.PK,)).values()
    own = next((each for each in documents if each.unit_id == (unit.pk if unit else None)), None)
    day = own.tanggal if own and own.tanggal else asked.tanggal
    pertama, kedua = _parties(asked, unit, own, day or timezone.localdate())
    stated = _own_targets(berlaku, own)
    chosen = [row for row in asked.indicators if _belongs(row, unit)]
    money = [line for line in asked.lines if _is_money_of(line, unit)]
    left = [row.pk for row in chosen if row.pk not in stated and row.pk in berlaku.targets]
    return Perjanjian(
        dokumen=own,
        unit=unit,
        tanggal=day,
        pertama=pertama,
        kedua=kedua,
        janji=tuple(_promises(berlaku, chosen, stated)),
        anggaran=tuple(_budget(asked, money, "kegiatan" if unit else "program")),
        lain=tuple(berlaku.targets[pk].dokumen for pk in left),
        dokumen_pagu=tuple(berlaku.pagu[line.coded.pk].dokumen for line in money if line.coded.pk in berlaku.pagu),
    )


def _unit(asked: Permintaan) -> UnitKerja | None:
    if not asked.unit:
        return None
    rows = UnitKerja.objects.filter(perangkat_daerah=asked.renstra.perangkat_daerah_id)
    units = {unit.kode: unit for unit in rows}
    if asked.unit not in units:
        raise PlanDocumentError(f"Unit kerja “{asked.unit}” tidak dikenal. Yang ada: {', '.join(units)}.")
    return units[asked.unit]


def _belongs(row: Indikator, unit: UnitKerja | None) -> bool:
    """The agency promises its tujuan and sasaran, a unit the programs and kegiatan it answers for."""
    if unit is None:
        return bool(row.tujuan or row.sasaran)
    return row.penanggung_jawab_id == unit.pk and bool(row.hasil and (row.hasil.program or row.hasil.kegiatan))


def _is_money_of(line: PlanLine, unit: UnitKerja | None) -> bool:
    own = unit is None or line.coded.unit_id == unit.pk
    return line.level == "subkegiatan" and line.first and own


def _parties(asked: Permintaan, unit: UnitKerja | None, own: Dokumen | None, day: date) -> tuple[Pihak, Pihak]:
    """Return both parties: those of the document, else the head and the post above it."""
    agency = asked.renstra.perangkat_daerah
    named = (own.pihak_pertama_id, own.pihak_kedua_id) if own else (None, None)
    usual = UNIT_PARTIES if unit else AGENCY_PARTIES
    kinds = Q(perangkat_daerah=agency, jenis__in=usual) & (Q(unit=None) | Q(unit=unit))
    city = Q(pemerintah_daerah=agency.pemerintah_daerah_id, perangkat_daerah=None, jenis__in=usual)
    chosen = Q(pk__in=[pk for pk in named if pk])
    posts = list(Jabatan.objects.filter(kinds | city | chosen).order_by("urutan", "kode"))
    officials = officials_on(posts, day)

    def party(pk: int | None, jenis: str) -> Pihak:
        suits = (post for post in posts if (post.pk == pk if pk else post.jenis == jenis))
        post = next(suits, None)
        return Pihak(post, officials.get(post.pk) if post else None)

    pertama, kedua = (party(pk, jenis) for pk, jenis in zip(named, usual, strict=True))
    return pertama, kedua


def _own_targets(berlaku: Berlaku, own: Dokumen | None) -> Mapping[int, NilaiTarget]:
    """Return what the agreement itself states: another unit's figure for the same indicator is not its own."""
    if own is None:
        return {}
    versi = berlaku.versi.indikator
    rows = Target.objects.filter(dokumen=own, tahun=berlaku.tahun, jenis=JenisTarget.TAHUNAN)
    ordered = sorted(rows, key=lambda row: row.indikator_id not in versi)
    return {versi.get(r.indikator_id, r.indikator_id): NilaiTarget(r.nilai, r.nilai_atas) for r in ordered}


def _promises(
    berlaku: Berlaku, chosen: list[Indikator], stated: Mapping[int, NilaiTarget]
) -> Iterator[BarisJanji]:
    number, seen = 0, ""
    for row in chosen:
        parent = row.tujuan or row.sasaran or row.hasil
        assert parent is not None  # noqa: S101 — only such indicators are chosen
        first = parent.kode != seen
        seen, number = parent.kode, number + first
        ruling = berlaku.targets.get(row.pk)
        target = stated.get(row.pk) or (ruling.batas if ruling else NilaiTarget())
        yield BarisJanji(number if first else None, parent.uraian if first else "", row, target)


def _budget(asked: Permintaan, money: list[PlanLine], top: str) -> Iterator[BarisAnggaran]:
    """Yield each program with its money, or each kegiatan with its subkegiatan, and the sum.

    A unit's kegiatan counts its own subkegiatan alone: another unit may have others in it.
    """
    berlaku, sources = asked.berlaku, _sources(asked.berlaku)
    names = {line.kode: line.coded.nama for line in asked.lines if line.first}
    below: dict[str, list[PlanLine]] = defaultdict(list)
    for line in money:
        below[ancestors(line.kode)[0 if top == "kegiatan" else 1]].append(line)
    pagu = {line.kode: each.nilai for line in money if (each := berlaku.pagu.get(line.coded.pk))}
    for number, (kode, lines) in enumerate(below.items(), 1):
        found = tuple(dict.fromkeys(name for line in lines for name in sources.get(line.coded.pk, ())))
        parts = tuple(line.kode for line in lines) if top == "kegiatan" else ()
        yield BarisAnggaran(kode, top, number, names[kode], _total(pagu, lines), found if not parts else (), parts)
        for line in lines if parts else ():
            own = sources.get(line.coded.pk, ())
            yield BarisAnggaran(line.kode, "subkegiatan", None, line.coded.nama, pagu.get(line.kode), own)
    yield BarisAnggaran(JUMLAH, "jumlah", None, "", _total(pagu, money), (), tuple(below))


def _total(pagu: Mapping[str, Decimal], lines: list[PlanLine]) -> Decimal | None:
    stated = [pagu[line.kode] for line in lines if line.kode in pagu]
    return sum(stated, Decimal(0)) if stated else None


def _sources(berlaku: Berlaku) -> Mapping[int, tuple[str, ...]]:
    """Return the sources of funds of each subkegiatan, of the document whose pagu rules."""
    versi = berlaku.versi.subkegiatan
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    rows = Pagu.objects.filter(dokumen__in=berlaku.documents(URUTAN_PAGU), tahun=berlaku.tahun)
    for row in rows.exclude(sumber_dana="").order_by("sumber_dana"):
        pk = versi.get(row.subkegiatan_id, row.subkegiatan_id)
        if pk in berlaku.pagu and berlaku.pagu[pk].dokumen.pk == row.dokumen_id:
            found[pk] += (row.sumber_dana,)
    return found
