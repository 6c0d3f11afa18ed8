"""Each database rule refuses by name and says why in Indonesian."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from indicators.models import Hasil, Indikator
from programs.models import Jabatan, Pejabat, Penugasan, Program, Urusan
from programs.rollup import ancestors, roll_up

pytestmark = pytest.mark.django_db


def assert_refused(row: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert sentence in " ".join(error.value.messages)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=row.pk is None)
        connection.check_constraints()


def test_a_code_is_unique_and_has_its_level_s_shape(renstra: Any) -> None:
    assert_refused(Urusan(renstra=renstra, kode="1", nama="Dua kali"), "sudah ada dalam Renstra")
    assert_refused(Urusan(renstra=renstra, kode="x", nama="Salah pola"), "pola nomenklatur")


def test_hasil_and_indikator_have_exactly_one_parent(renstra: Any) -> None:
    assert_refused(Hasil(renstra=renstra, urutan=9, uraian="Tanpa induk"), "tepat satu program")
    indikator = Indikator.objects.get(kode="T1.1")
    indikator.sasaran = renstra.sasaran_set.first()
    assert_refused(indikator, "tepat satu tujuan")


def test_staff_have_a_unit(people: dict[str, Any]) -> None:
    agency = Program.objects.get(kode="1.06.04").unit.perangkat_daerah
    assert_refused(Penugasan(pengguna=people["kepala"], perangkat_daerah=agency, peran="staf"), "pilih unitnya")


def test_a_nip_has_eighteen_digits_and_a_term_runs_forward() -> None:
    post = Jabatan.objects.get(kode="kepala-dinas")
    wrong = Pejabat(jabatan=post, nama="Contoh Nama", nip="123", mulai="2026-01-01")
    assert_refused(wrong, "NIP harus 18 angka")
    backward = Pejabat(jabatan=post, nama="Contoh Nama", mulai="2026-01-02", selesai="2026-01-01")
    assert_refused(backward, "tidak boleh sebelum")


def test_a_code_knows_what_is_above_it() -> None:
    above = ["1.06.01.2.01", "1.06.01", "1.06", "1", "TOTAL"]
    assert ancestors("1.06.01.2.01.0001") == above
    assert ancestors("1.06.01") == ["1.06", "1", "TOTAL"]


def test_a_missing_amount_is_not_zero() -> None:
    assert roll_up([("1.06.01.2.01.0001", 2025, None)]) == {}
