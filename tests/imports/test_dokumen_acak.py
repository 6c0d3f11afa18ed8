"""What a document states comes through its workbook unchanged: figures of 15 digits, zero, nothing, any text."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.importers.dokumen import DokumenPengimpor
from imports.services.pengimpor import Tujuan
from imports.services.penulis import Penulis
from programs.models import Dokumen
from targets.models import Pagu, RencanaSubkegiatan, Target
from tests.imports.alat import periksa, templat
from tests.targets.pabrik import Panggung, buat_panggung, saat

pytestmark = pytest.mark.django_db
DOKUMEN = DokumenPengimpor()
TAHUN = (2027, 2028)
TARGETS = st.one_of(
    st.none(),
    st.sampled_from([Decimal(0), Decimal("0.0001"), Decimal("99999999999.9999"), Decimal("1250")]),
    st.decimals(min_value=0, max_value=99_999_999_999, places=4),
)
RUPIAH = st.one_of(st.none(), st.sampled_from([0, 1250, 10**15 - 1]), st.integers(0, 10**15 - 1))
TEXTS = st.text(alphabet="=+-@'\"\n;,.0aÉ🙂 %", max_size=40).map(str.strip)


@pytest.fixture
def panggung() -> Panggung:
    found = buat_panggung()
    found.add_indicator("P", satuan="Persen", akumulasi_triwulan="posisi_akhir", akumulasi_tahun="posisi_akhir")
    return found


def drafts(panggung: Panggung) -> Iterator[Dokumen]:
    """Yield two empty Renja of 2027, whatever tests before left."""
    last = Dokumen.objects.filter(renstra=panggung.renstra, jenis="renja").count()
    for n in (last, last + 1):
        yield Dokumen.objects.create(renstra=panggung.renstra, jenis="renja", tahun=2027, perubahan_ke=n)


def stated(dokumen: Dokumen) -> set[tuple[Any, ...]]:
    return {
        *Target.objects.filter(dokumen=dokumen).values_list("indikator", "tahun", "nilai"),
        *Pagu.objects.filter(dokumen=dokumen).values_list("subkegiatan", "tahun", "sumber_dana", "nilai"),
        *RencanaSubkegiatan.objects.filter(dokumen=dokumen).values_list("subkegiatan", "lokasi", "catatan"),
    }


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    targets=st.lists(TARGETS, min_size=6, max_size=6),
    rupiah=st.lists(RUPIAH, min_size=4, max_size=4),
    texts=st.lists(TEXTS, min_size=3, max_size=3),
)
def test_a_document_comes_through_its_workbook_unchanged(
    panggung: Panggung, targets: list[Decimal | None], rupiah: list[int | None], texts: list[str]
) -> None:
    first, second = drafts(panggung)
    places = [(row, tahun) for row in panggung.indikator.values() for tahun in TAHUN]
    for (row, tahun), nilai in zip(places, targets, strict=True):
        if nilai is not None:
            Target.objects.create(dokumen=first, indikator=row, tahun=tahun, nilai=nilai)
    lines = [(row, tahun) for row in (panggung.subkegiatan, panggung.subkegiatan_lain) for tahun in TAHUN]
    for (line, tahun), money in zip(lines, rupiah, strict=True):
        if money is not None:
            Pagu.objects.create(dokumen=first, subkegiatan=line, tahun=tahun, sumber_dana=texts[0], nilai=money)
    if texts[1] or texts[2]:
        RencanaSubkegiatan.objects.create(
            dokumen=first, subkegiatan=panggung.subkegiatan, tahun=2027, lokasi=texts[1], catatan=texts[2]
        )
    goes = Tujuan(user=panggung.orang["pemeriksa"], at=saat(6), renstra=panggung.renstra, dokumen=first)
    content = templat(DOKUMEN, goes)
    same = periksa(DOKUMEN, goes, content)
    assert (same.perubahan, same.temuan) == ([], [])
    other = periksa(DOKUMEN, replace(goes, dokumen=second), content, {"soal:pecahan_persen": "apa_adanya"})
    assert other.temuan == []
    Penulis(goes.user, "uji", goes.at).write(other.perubahan)
    assert stated(second) == stated(first)
