"""The executive summary: one page and a few, the same figures as form E.81, never over its pages."""

import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from programs.models import Renstra, UnitKerja
from renstra.lib.numbers import format_percent, format_rupiah
from reports.exports.ringkasan import export_ringkasan
from reports.selectors.dasbor import Dasbor
from reports.selectors.evaluasi import evaluasi_renja
from reports.selectors.permintaan import Permintaan
from targets.services.realisasi import Isian
from tests.targets.pabrik import TAHUN, Panggung, buat_panggung

pytestmark = pytest.mark.django_db
PANJANG = (
    "Persentase penyandang masalah kesejahteraan sosial yang memperoleh pelayanan dan rehabilitasi di dalam panti"
)


def dasbor(renstra: Renstra, tahun: int, triwulan: int, *, draf: bool = True) -> Dasbor:
    return Dasbor(Permintaan(renstra, tahun, triwulan, draf), timezone.now())


def pages(found: Dasbor, ukuran: str = "satu-halaman") -> list[str]:
    """Return the text of each page, blanks made one."""
    return texts(export_ringkasan(found, ukuran).content)


def texts(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def crowded(panggung: Panggung, iku: int) -> Panggung:
    """Give the agency IKU with long names that all lag, each with a long cause, and eight more units."""
    for n in range(iku):
        panggung.add_indicator(f"K{n}", nama=f"IKU ke-{n + 1}: {PANJANG}", iku=True)
        panggung.state_quarters(f"K{n}", 10, 20, 30, 40)
    cells = [Isian(panggung.baris(f"K{n}"), "nilai", "5") for n in range(iku)]
    causes = [Isian(panggung.baris(f"K{n}"), "faktor_penghambat", f"{PANJANG}. " * 5) for n in range(iku)]
    panggung.save(*cells, *causes)
    for n in range(8):
        UnitKerja.objects.create(
            perangkat_daerah=panggung.agency, kode=f"u{n}", nama=f"Bidang {PANJANG[:50]} {n}", jenis="bidang"
        )
    return panggung


@pytest.mark.parametrize(("tahun", "triwulan", "draf"), [(2025, 4, False), (2026, 3, True)])
def test_the_demo_s_summary_is_one_page_with_every_panel_and_the_figures_of_form_e81(
    angka_demo: None, renstra: Renstra, tahun: int, triwulan: int, draf: bool
) -> None:
    found = dasbor(renstra, tahun, triwulan, draf=draf)
    [text] = pages(found)
    for title in ("Indikator Kinerja Utama", "Perlu perhatian", "Program", "Anggaran", "Laporan bidang"):
        assert title in text
    assert f"Ringkasan Kinerja Triwulan {'IV' if triwulan == 4 else 'III'} {tahun}" in text
    assert "DINAS SOSIAL DAN PEMBERDAYAAN MASYARAKAT" in text
    assert ("BELUM DIVERIFIKASI" in text) == draf
    assert "data per" in text
    form = evaluasi_renja(Permintaan(renstra, tahun, triwulan, draf))
    money = [row.uang for row in form.baris if row.line.level == "program" and row.line.first and row.uang]
    assert len(money) == 8
    for uang in money:
        assert format_rupiah(uang.target).replace("\xa0", " ") in text
        assert format_percent(uang.tingkat_tahun.nilai, 2).replace("\xa0", " ") in text


def test_the_long_summary_of_the_demo_has_two_to_four_pages_with_quadrants(
    angka_demo: None, renstra: Renstra
) -> None:
    drawn = pages(dasbor(renstra, 2026, 3), "lengkap")
    assert 2 <= len(drawn) <= 4
    text = " ".join(drawn)
    assert "Terserap, belum tercapai" in text
    assert "Tujuan dan sasaran" in text
    assert all("BELUM DIVERIFIKASI" in page for page in drawn)


@pytest.mark.parametrize("iku", [1, 7, 12])
def test_twelve_crowded_iku_stand_on_one_page_all_of_them(iku: int) -> None:
    [text] = pages(dasbor(crowded(buat_panggung(), iku).renstra, TAHUN, 1))
    assert all(f"IKU ke-{n + 1}:" in text for n in range(iku))
    assert "IKU lainnya" not in text
    assert "Laporan bidang" in text


def test_more_than_fit_are_counted_and_not_dropped_in_silence() -> None:
    """30 IKU: 12 are shown, 18 are named by their number; 30 lag, as many as are shown are few."""
    found = dasbor(crowded(buat_panggung(), 30).renstra, TAHUN, 1)
    [text] = pages(found)
    shown = len(set(re.findall(r"IKU ke-(\d+):", text.partition("Perlu perhatian")[0])))
    assert f"dan {30 - shown} IKU lainnya" in text
    assert len(pages(found, "lengkap")) <= 4


def test_the_same_figures_give_the_same_bytes() -> None:
    renstra = crowded(buat_panggung(), 2).renstra
    first, second = (export_ringkasan(dasbor(renstra, TAHUN, 1), "lengkap") for _ in range(2))
    assert first.content == second.content
    assert first.name == f"ringkasan-lengkap-{TAHUN}-tw1.pdf"


def test_the_front_page_leads_to_the_summary_of_its_own_quarter(client: Client) -> None:
    panggung = buat_panggung()
    client.force_login(panggung.orang["kepala"])
    page = client.get("/", {"tahun": "2026", "triwulan": "2", "draf": "on"}).content.decode()
    address = "/ringkasan/satu-halaman/unduh/pdf?tahun=2026&amp;triwulan=2&amp;draf=on"
    assert f'<a class="tombol utama" href="{address}">Unduh ringkasan PDF</a>' in page
    response = client.get(address.replace("&amp;", "&"))
    assert response["Content-Disposition"] == 'attachment; filename="ringkasan-satu-halaman-2026-tw2.pdf"'
    [sheet] = texts(response.content)
    assert "Ringkasan Kinerja Triwulan II 2026" in sheet
    assert client.get("/ringkasan/panjang/unduh/pdf").status_code == 404


def test_the_command_writes_the_file_and_names_the_sizes(renstra: Renstra, tmp_path: Path) -> None:
    target, said = tmp_path / "r.pdf", StringIO()
    period: Any = {"year": 2026, "quarter": 2, "output": target}
    call_command("export_ringkasan", "satu-halaman", stdout=said, **period)
    assert target.read_bytes().startswith(b"%PDF")
    with pytest.raises(CommandError, match="satu-halaman, lengkap"):
        call_command("export_ringkasan", "panjang", **period)
    with pytest.raises(CommandError, match="di luar 2025"):
        call_command("export_ringkasan", "lengkap", year=2019, quarter=1, output=target)
