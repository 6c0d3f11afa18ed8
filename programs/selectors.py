"""Reads the organisation (which post heads an agency, who holds a post on a day) and the nomenclature."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from programs.choices import JenisJabatan
from programs.models import Jabatan, Nomenklatur, PadananKode, Pejabat, PerangkatDaerah
from programs.padanan import Kode, newest, spellings, words


def kepala_pd(agency: PerangkatDaerah) -> Jabatan | None:
    """Return the post that heads the agency, None where the office has not entered one."""
    return agency.jabatan.filter(jenis=JenisJabatan.KEPALA_PD).first()


def penilai(agency: PerangkatDaerah) -> Jabatan | None:
    """Return the post of the city that evaluates the agency's results, None where none is marked."""
    return Jabatan.objects.filter(pemerintah_daerah=agency.pemerintah_daerah_id, penilai=True).first()


def pejabat_pada(jabatan: Jabatan, tanggal: date) -> Pejabat | None:
    """Return who signs for a post on a day, both ends of a term included; None where nobody is entered.

    Of several the one who began last signs: a Plh. or Plt. is appointed into the term of the one replaced.
    """
    return officials_on([jabatan], tanggal).get(jabatan.pk)


def officials_on(posts: Iterable[Jabatan], tanggal: date) -> dict[int, Pejabat]:
    """Return who signs for each post (by primary key) on a day; a post without anybody is left out; one query."""
    begun = Pejabat.objects.filter(jabatan__in=[post.pk for post in posts], mulai__lte=tanggal)
    in_office = begun.filter(Q(selesai__isnull=True) | Q(selesai__gte=tanggal))
    return {each.jabatan_id: each for each in in_office.order_by("mulai", "pk")}


def changed_codes(names: Mapping[str, str]) -> dict[str, tuple[Kode, ...]]:
    """Return which codes of a plan a newer version of the nomenclature changed, and into what; see `newest`.

    `names` gives the name of each code in the plan: a code that the newest version uses for the very same name is
    taken to be of that version. An empty name is not compared. One query where nothing changed.
    """
    steps: dict[Kode, list[Kode]] = defaultdict(list)
    asked = {each for kode in names for each in spellings(kode)}
    seen: set[str] = set()
    while asked:
        seen |= asked
        rows = list(PadananKode.objects.filter(kode_lama__in=asked).order_by("kode_baru"))
        for row in rows:
            steps[row.versi_lama, row.kode_lama].append((row.versi_baru, row.kode_baru))
        asked = {row.kode_baru for row in rows} - seen
    if not steps:
        return {}
    found = {kode: became for kode in names if (became := newest(kode, steps))}
    kept = _named_so(found, names)
    return {kode: became for kode, became in found.items() if kode not in kept}


def _named_so(found: Mapping[str, tuple[Kode, ...]], names: Mapping[str, str]) -> set[str]:
    """Return the codes that one of the versions they would have changed in still uses for the name of the plan."""
    versions = {versi for became in found.values() for versi, _ in became}
    written = {each: kode for kode in found for each in spellings(kode)}
    rows = Nomenklatur.objects.filter(versi__in=versions, kode__in=written).values_list("versi", "kode", "nama")
    return {
        written[code]
        for versi, code, nama in rows
        if versi in {each for each, _ in found[written[code]]} and nama.split() == names[written[code]].split()
    }


def code_remedies(kodes: Iterable[str]) -> dict[str, str]:
    """Return what to say of codes that are not known because they are old: what each became."""
    changed = changed_codes(dict.fromkeys(kodes, ""))
    return {kode: f"Kode {kode} {words(became)}; pakai kode yang baru." for kode, became in changed.items()}
