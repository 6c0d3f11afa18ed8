"""Evidence: by whom, on which row, kept whole or not at all, opened only with a trace."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from renstra.lib.berkas import BerkasError
from targets.choices import Aksi
from targets.models import Bukti, LaporanTriwulan, PembukaanBukti, PengaturanKinerja
from targets.services.bukti import attach, detach, expire_evidence, name_warning, open_evidence
from targets.services.galat import LaporanError
from targets.services.kelonggaran import decide_exception, request_exception
from tests.lib.berkas_uji import PDF, workbook
from tests.targets.pabrik import Panggung, saat


@pytest.fixture
def simpanan(settings: Any, tmp_path: Path) -> Path:
    """A private folder of this test for what is kept."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def kept(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]


def lampirkan(
    panggung: Panggung, content: bytes = PDF, nama: str = "daftar hadir.pdf", oleh: str = "staf", **more: Any
) -> Bukti:
    arguments: dict[str, Any] = {
        "laporan": panggung.report(),
        "pemilik": panggung.indikator["A"],
        "ukuran": len(content),
        "at": saat(6),
        **more,
    }
    return attach(stream=io.BytesIO(content), nama=nama, user=panggung.orang[oleh], **arguments)


def test_a_file_is_kept_under_a_name_that_tells_nothing(panggung: Panggung, simpanan: Path) -> None:
    bukti = lampirkan(panggung, nama="../Daftar Hadir.pdf")
    assert (bukti.nama, bukti.jenis, bukti.ukuran) == ("Daftar Hadir.pdf", "application/pdf", len(PDF))
    assert (bukti.diunggah_oleh, bukti.diunggah_pada) == (panggung.orang["staf"], saat(6))
    assert kept(simpanan) == [PDF]
    assert str(bukti.berkas.name).startswith("2026/")
    assert "adir" not in str(bukti.berkas.name)
    entry = bukti.history.get()
    assert (entry.history_user, entry.history_date, entry.sha256) == (
        panggung.orang["staf"],
        saat(6),
        bukti.sha256,
    )


def test_a_row_takes_several_files_but_each_only_once(panggung: Panggung, simpanan: Path) -> None:
    lampirkan(panggung)
    lampirkan(panggung, PDF + b" ", "foto.pdf")
    lampirkan(panggung, pemilik=panggung.subkegiatan)
    with pytest.raises(BerkasError, match="sudah dilampirkan pada baris ini"):
        lampirkan(panggung, nama="nama lain.pdf")
    assert Bukti.objects.count() == len(kept(simpanan)) == 3


@pytest.mark.parametrize(
    ("content", "nama"),
    [
        (b"MZ", "a.pdf"),
        (workbook("xl/vbaProject.bin"), "a.xlsx"),
        (workbook("xl/a.bin", content=b"\x00" * 30_000_000), "a.xlsx"),
        (PDF, "3171234567890001 daftar.pdf"),
    ],
)
def test_a_hostile_file_leaves_neither_row_nor_file(
    panggung: Panggung, simpanan: Path, content: bytes, nama: str
) -> None:
    with pytest.raises(BerkasError):
        lampirkan(panggung, content, nama)
    assert not Bukti.objects.exists()
    assert kept(simpanan) == []


def test_the_limit_is_the_settings(panggung: Panggung, simpanan: Path, settings: Any) -> None:
    settings.BUKTI_MAKS_MB = 1
    with pytest.raises(BerkasError, match="batasnya 1 MB"):
        lampirkan(panggung, ukuran=100 * 1024 * 1024)


def test_a_row_that_cannot_be_stored_leaves_no_file(
    panggung: Panggung, simpanan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Bukti, *args: Any, **kwargs: Any) -> None:
        raise IntegrityError("ditolak basis data")

    monkeypatch.setattr(Bukti, "save", refuse)
    with pytest.raises(IntegrityError):
        lampirkan(panggung)
    assert kept(simpanan) == []


@pytest.mark.parametrize("oleh", ["staf_lain", "pemeriksa", "kepala", "admin", "pembaca"])
def test_only_the_units_staf_attach_and_detach(panggung: Panggung, simpanan: Path, oleh: str) -> None:
    with pytest.raises(PermissionDenied):
        lampirkan(panggung, oleh=oleh)
    bukti = lampirkan(panggung)
    with pytest.raises(PermissionDenied):
        detach(bukti=bukti, user=panggung.orang[oleh], at=saat(6))
    assert Bukti.objects.count() == 1


def test_another_units_row_takes_no_file(panggung: Panggung, simpanan: Path) -> None:
    foreign = panggung.add_indicator("L", penanggung_jawab=panggung.lain)
    for owner in (foreign, panggung.subkegiatan_lain):
        with pytest.raises(PermissionDenied, match="bukan milik unit Anda"):
            lampirkan(panggung, pemilik=owner)
    assert kept(simpanan) == []


@pytest.mark.parametrize("status", ["diajukan", "diverifikasi", "dikunci"])
def test_a_report_out_of_hand_neither_takes_nor_loses_a_file(
    panggung: Panggung, simpanan: Path, status: str
) -> None:
    bukti = lampirkan(panggung)
    laporan = panggung.bring_to(status)
    with pytest.raises(LaporanError):
        lampirkan(panggung, PDF + b" ", laporan=laporan)
    with pytest.raises(LaporanError):
        detach(bukti=bukti, user=panggung.orang["staf"], at=saat(6))
    assert kept(simpanan) == [PDF]


def test_a_report_submitted_since_the_page_was_opened_keeps_its_file(panggung: Panggung, simpanan: Path) -> None:
    bukti = lampirkan(panggung)
    assert bukti.laporan.status == "draf"  # what this request has in hand
    panggung.bring_to("diajukan")
    with pytest.raises(LaporanError, match="berstatus diajukan"):
        detach(bukti=bukti, user=panggung.orang["staf"], at=saat(6))


def test_a_detached_file_is_gone_and_its_history_stays(
    panggung: Panggung, simpanan: Path, django_capture_on_commit_callbacks: Any
) -> None:
    bukti = lampirkan(panggung)
    pk = bukti.pk
    with django_capture_on_commit_callbacks(execute=True):
        detach(bukti=bukti, user=panggung.orang["rekan"], at=saat(7))
    assert kept(simpanan) == []
    gone = Bukti.history.filter(id=pk).first()
    assert (gone.history_type, gone.history_user, gone.nama) == ("-", panggung.orang["rekan"], "daftar hadir.pdf")


def test_a_file_shared_with_the_locked_report_outlives_its_correction(
    panggung: Panggung, simpanan: Path, django_capture_on_commit_callbacks: Any
) -> None:
    lampirkan(panggung)
    locked = panggung.bring_to("dikunci")
    user, reviewer = panggung.orang["staf"], panggung.orang["pemeriksa"]
    row = request_exception(laporan=locked, alasan="Salah ketik.", user=user, at=saat(9))
    decide_exception(kelonggaran=row, setuju=True, user=reviewer, sampai=saat(30), at=saat(9))
    draft = LaporanTriwulan.objects.get(unit=panggung.unit, koreksi_ke=1)
    copied = Bukti.objects.get(laporan=draft)
    with django_capture_on_commit_callbacks(execute=True):
        detach(bukti=copied, user=user, at=saat(10))
    assert kept(simpanan) == [PDF]
    with open_evidence(bukti=Bukti.objects.get(laporan=locked), user=user) as file:
        assert file.read() == PDF


# Opening ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("oleh", ["staf", "rekan", "pemeriksa", "kepala"])
def test_each_opening_is_noted(panggung: Panggung, simpanan: Path, oleh: str) -> None:
    bukti = lampirkan(panggung)
    with open_evidence(bukti=bukti, user=panggung.orang[oleh], at=saat(8)) as file:
        assert file.read() == PDF
    note = PembukaanBukti.objects.get()
    assert (note.bukti, note.oleh, note.pada) == (bukti, panggung.orang[oleh], saat(8))
    assert (note.nama, note.sha256) == (bukti.nama, bukti.sha256)


@pytest.mark.parametrize("oleh", ["staf_lain", "staf_sekretariat", "admin", "pembaca"])
def test_nobody_else_opens_evidence(panggung: Panggung, simpanan: Path, oleh: str) -> None:
    bukti = lampirkan(panggung)
    with pytest.raises(PermissionDenied):
        open_evidence(bukti=bukti, user=panggung.orang[oleh])
    assert not PembukaanBukti.objects.exists()


def test_the_note_of_an_opening_outlives_the_file(panggung: Panggung, simpanan: Path) -> None:
    bukti = lampirkan(panggung)
    open_evidence(bukti=bukti, user=panggung.orang["kepala"]).close()
    detach(bukti=bukti, user=panggung.orang["staf"], at=saat(7))
    note = PembukaanBukti.objects.get()
    assert (note.bukti, note.nama) == (None, "daftar hadir.pdf")


def test_a_file_missing_from_the_store_is_said_in_a_sentence(panggung: Panggung, simpanan: Path) -> None:
    bukti = lampirkan(panggung)
    Path(bukti.berkas.path).unlink()
    with pytest.raises(BerkasError, match="tidak ada di penyimpanan; hubungi admin"):
        open_evidence(bukti=bukti, user=panggung.orang["staf"])
    assert not PembukaanBukti.objects.exists()


@pytest.mark.parametrize(
    ("nama", "warned"),
    [
        ("KTP 3171234567890001.pdf", True),
        ("3171234567890001_ani.png", True),
        ("SP2D 00012345678901234567.pdf", False),  # 20 digits are no NIK
        ("laporan 2026.pdf", False),
    ],
)
def test_a_name_with_a_nik_is_warned_against(nama: str, warned: bool) -> None:
    assert bool(name_warning(nama)) is warned


def test_the_reviewer_sees_what_was_attached_after_a_return(panggung: Panggung, simpanan: Path) -> None:
    laporan = panggung.bring_to("dikembalikan")
    lampirkan(panggung, laporan=laporan)
    assert panggung.step(laporan, Aksi.AJUKAN, "staf").bukti_set.count() == 1


def test_files_go_when_their_years_of_keeping_are_over_and_their_rows_stay(
    panggung: Panggung, simpanan: Path
) -> None:
    """Evidence of 2026 kept five years: there through 2031, gone from 2032 on."""
    bukti = lampirkan(panggung)
    assert expire_evidence(at=saat(31, bulan=12, tahun=2031)) == []
    assert kept(simpanan) == [PDF]
    assert expire_evidence(at=saat(2, bulan=1, tahun=2032)) == [bukti]
    assert expire_evidence(at=saat(3, bulan=1, tahun=2032)) == []
    assert (kept(simpanan), Bukti.objects.get().sha256) == ([], bukti.sha256)
    with pytest.raises(BerkasError, match="masa simpannya berakhir"):
        open_evidence(bukti=bukti, user=panggung.orang["staf"], at=saat(4, bulan=1, tahun=2032))
    assert not PembukaanBukti.objects.exists()


def test_an_agency_that_keeps_longer_keeps_its_files(panggung: Panggung, simpanan: Path) -> None:
    PengaturanKinerja.objects.create(perangkat_daerah=panggung.agency, retensi_bukti_tahun=10)
    lampirkan(panggung)
    assert expire_evidence(at=saat(2, bulan=1, tahun=2032)) == []
    assert kept(simpanan) == [PDF]
