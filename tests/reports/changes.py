"""One change of each kind that a table shows, made behind the back of every `save`: no time of change moves."""

from collections.abc import Callable
from datetime import date

from django.db.models import F

from indicators.models import Indikator
from programs.models import Jabatan, Pejabat, PemerintahDaerah, PerangkatDaerah, Program, Renstra
from targets.models import NilaiTercetak, Pagu, Target

DAY = date(2026, 11, 24)


def change_pagu() -> None:
    Pagu.objects.filter(subkegiatan__kode="1.06.01.2.01.0001", tahun=2026).update(nilai=F("nilai") + 1)


def delete_pagu() -> None:
    Pagu.objects.filter(subkegiatan__kode="1.06.01.2.01.0001", tahun=2026).delete()


def add_pagu() -> None:
    row = Pagu.objects.get(subkegiatan__kode="1.06.01.2.01.0001", tahun=2026)
    row.pk, row.sumber_dana = None, "DAK"
    Pagu.objects.bulk_create([row])


def change_target() -> None:
    Target.objects.filter(indikator__kode="1.06.01#1.1", tahun=2026).update(nilai=61)


def change_program() -> None:
    Program.objects.filter(kode="1.06.04").update(nama="PROGRAM BERNAMA LAIN")


def change_indicator() -> None:
    Indikator.objects.filter(kode="1.06.01#1.1").update(nama="Indikator bernama lain")


def change_evidence() -> None:
    NilaiTercetak.objects.filter(tabel="Tabel 4.2", baris="2.13", kolom="pagu_2026").update(nilai=1)


def appoint_official() -> None:
    Pejabat.objects.create(jabatan=Jabatan.objects.get(kode="kepala-dinas"), nama="Nama Contoh", mulai=DAY)


def rename_post() -> None:
    Jabatan.objects.filter(kode="kepala-dinas").update(nama="Kepala Dinas Lain")


def move_capital() -> None:
    PemerintahDaerah.objects.update(ibu_kota="Tempat Lain")


def rename_agency() -> None:
    PerangkatDaerah.objects.filter(kode="dinsospm").update(nama="Dinas Lain")


def drop_projection() -> None:
    Renstra.objects.filter(kode="dinsospm-2025").update(tahun_proyeksi=None)


CHANGES: dict[str, Callable[[], None]] = {
    "pagu": change_pagu,
    "pagu dihapus": delete_pagu,
    "pagu ditambah": add_pagu,
    "target": change_target,
    "nama program": change_program,
    "nama indikator": change_indicator,
    "nilai tercetak": change_evidence,
    "pejabat": appoint_official,
    "jabatan": rename_post,
    "tempat penandatanganan": move_capital,
    "nama perangkat daerah": rename_agency,
    "tahun proyeksi": drop_projection,
}
