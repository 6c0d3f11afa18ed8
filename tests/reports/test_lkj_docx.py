"""Chapter III of the LKj in Word: headings, tables equal to the reports, pictures with text, gaps, and no loss."""

import io
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from django.core.management import CommandError, call_command

from programs.models import Renstra
from reports.exports.lkj import export_lkj
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import build_report
from tests.reports.test_lkj import asked, indicator, report, state
from tests.tabular.test_docx import assert_holds_the_grid
from tests.targets.pabrik import buat_panggung

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(renstra: Renstra) -> Renstra:
    """Half of the figures of 2025, and what was written of one of them."""
    for kode, nilai in (("T1.1", "46.5"), ("S1.1", "51")):
        state(renstra, kode, nilai)
    state(renstra, "S2.1", "83.6", faktor_penghambat="Pengurus belum lengkap.", tindak_lanjut="Pembinaan.")
    return renstra


def opened(asking: Permintaan) -> Any:
    return docx.Document(io.BytesIO(export_lkj(asking).content))


def captions(document: Any, word: str) -> list[str]:
    lines = (line for line in document.paragraphs if line.style.name == "Caption")
    texts = ("".join(node.text or "" for node in line._p.iter() if node.tag.endswith("}t")) for line in lines)
    return [text for text in texts if text.startswith(word)]


def test_the_headings_follow_the_outline(reported: Renstra) -> None:
    found = [
        (line.style.name, line.text)
        for line in opened(asked(reported)).paragraphs
        if line.style.name[:7] == "Heading"
    ]
    assert found[:2] == [
        ("Heading 1", "BAB III AKUNTABILITAS KINERJA"),
        ("Heading 2", "A. Capaian Kinerja Organisasi"),
    ]
    assert ("Heading 2", "B. Realisasi Anggaran") == found[-1]
    groups = [text.split(":")[0] for style, text in found if style == "Heading 3"]
    assert groups == [
        "Tujuan 1",
        *(f"Sasaran {n}" for n in range(1, 5)),
        "Rekapitulasi Seluruh Tujuan dan Sasaran",
    ]
    start = next(n for n, (_, text) in enumerate(found) if text.startswith("Sasaran 1"))
    assert [text[:2] for style, text in found[start + 1 : start + 8] if style == "Heading 4"] == [
        f"{n})" for n in range(1, 8)
    ]


def test_the_tables_say_what_the_reports_say(reported: Renstra) -> None:
    together = asked(reported)
    document = opened(together)
    named = dict(zip(captions(document, "Tabel"), document.tables, strict=True))
    for slug in ("lkj-skala", "lkj-pengukuran", "lkj-tahun-lalu", "lkj-efisiensi-sasaran", "lkj-anggaran"):
        table = build_report(slug, together)
        [drawn] = [each for caption, each in named.items() if caption.split(" ", 2)[2] == table.title]
        assert_holds_the_grid(drawn, replace(table, watermark=""))
    assert next(iter(named)) == "Tabel 3.1 Skala Nilai Peringkat Kinerja"
    assert [text.split(" ")[1] for text in named] == [f"3.{n}" for n in range(1, len(named) + 1)]


def test_narrative_and_gaps_stand_under_their_sasaran(reported: Renstra) -> None:
    lines = [line.text for line in opened(asked(reported)).paragraphs]
    start, end = (next(n for n, text in enumerate(lines) if text.startswith(f"Sasaran {k}:")) for k in (2, 3))
    own = lines[start:end]
    assert "Faktor penghambat. Triwulan IV: Pengurus belum lengkap." in own
    assert "Upaya/solusi. Triwulan IV: Pembinaan." in own
    assert any(text.endswith("realisasi 83,6 dari target 95, capaian 88,00 % (Tinggi).") for text in own)
    assert sum(text.startswith("[Lengkapi: ") for text in own) == 7
    assert not any("Pengurus belum lengkap" in text for text in lines[:start] + lines[end:])


def test_a_figure_nobody_reported_is_said_to_be_missing(reported: Renstra) -> None:
    lines = [line.text for line in opened(asked(reported)).paragraphs]
    assert (
        "Indeks Kepuasan Masyarakat di Dinas Sosial Dan Pemberdayaan Masyarakat: realisasi belum dilaporkan."
        in lines
    )


def test_each_iku_has_a_picture_with_its_figures_as_text(reported: Renstra) -> None:
    document = opened(asked(reported))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == len(captions(document, "Gambar")) == 2
    assert "2025: target 50, realisasi 46,5" in told[0] and "2026: target 60, realisasi belum ada" in told[0]


def test_drafts_are_marked_on_every_page_and_the_bytes_follow_the_data(reported: Renstra) -> None:
    document = opened(asked(reported))
    assert {section.header.paragraphs[0].text for section in document.sections} == {"BELUM DIVERIFIKASI"}
    assert opened(Permintaan(reported, 2025)).sections[0].header.paragraphs[0].text == ""
    assert export_lkj(asked(reported)).content == export_lkj(asked(reported)).content


def test_wide_tables_stand_on_landscape_pages(reported: Renstra) -> None:
    turned = [section.page_width > section.page_height for section in opened(asked(reported)).sections]
    assert turned == [False, True, False, True]


def test_a_plan_without_goals_still_makes_a_chapter() -> None:
    document = opened(Permintaan(buat_panggung().renstra, 2026))
    assert "Belum ada tujuan dan sasaran dalam Renstra yang berlaku." in document.tables[1].rows[-1].cells[0].text


def test_the_chapter_takes_few_queries(reported: Renstra, django_assert_max_num_queries: Any) -> None:
    renstra = Renstra.objects.select_related("perangkat_daerah__pemerintah_daerah").get(pk=reported.pk)
    with django_assert_max_num_queries(17):
        export_lkj(asked(renstra))


def test_the_address_sends_the_chapter_of_the_asked_year(client: Any, people: Any, reported: Renstra) -> None:
    client.force_login(people["pembaca"])
    answer = client.get("/laporan/lkj/unduh/docx?tahun=2025&draf=on")
    assert answer["Content-Disposition"] == 'attachment; filename="lkj-bab-iii-2025.docx"'
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert docx.Document(io.BytesIO(answer.content)).core_properties.title.endswith("Tahun 2025 – Bab III")
    assert client.get("/laporan/lkj/unduh/docx?tahun=2040").status_code == 404
    assert "/laporan/lkj/unduh/docx?" in client.get("/laporan/lkj-pengukuran/?tahun=2025").content.decode()


def test_the_command_writes_the_chapter(reported: Renstra, tmp_path: Path) -> None:
    target = tmp_path / "lkj.docx"
    call_command("export_lkj", "--year", "2025", "--output", str(target), verbosity=0)
    assert docx.Document(str(target)).tables
    with pytest.raises(CommandError, match="di luar 2025–2029"):
        call_command("export_lkj", "--year", "2031")


def writer() -> str:
    """Return LibreOffice where it can open Word documents; on CI its absence is a failure, not a skip."""
    soffice = os.environ.get("SOFFICE") or shutil.which("soffice")
    if soffice and Path(soffice).resolve().with_name("libswlo.so").exists():
        return soffice
    if os.environ.get("CI"):
        pytest.fail("LibreOffice Writer tidak terpasang; CI wajib membuka dokumen Word.")
    pytest.skip("LibreOffice Writer tidak terpasang; jalankan make setup sebagai root.")


@pytest.mark.libreoffice
def test_libreoffice_opens_the_chapter_without_loss(reported: Renstra, tmp_path: Path) -> None:
    soffice = writer()
    state(reported, "1.06.02#1.1", "40", faktor_pendorong="Relawan bertambah.")
    report(indicator(reported, "S4.1"), 2025)
    source = tmp_path / "lkj.docx"
    source.write_bytes(export_lkj(asked(reported)).content)
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=180
    )
    reader = pypdf.PdfReader(tmp_path / "lkj.pdf")
    pages = [page.extract_text() for page in reader.pages]
    assert all("BELUM DIVERIFIKASI" in page for page in pages)
    text = " ".join(" ".join(pages).split())
    for part in ("Relawan bertambah.", "88,00", "56.091.664.083", "Tabel 3.1", "Gambar 3.2"):
        assert part in text
