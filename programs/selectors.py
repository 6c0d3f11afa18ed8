"""Reads the organisation: which post heads an agency, and who holds a post on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from programs.choices import JenisJabatan
from programs.models import Jabatan, Pejabat, PerangkatDaerah


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
