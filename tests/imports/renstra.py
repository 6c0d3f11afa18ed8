"""What the tests of the import of a Renstra share: an emptied plan, files out of our own exports, the loop."""

import io
import json
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from imports.exports.templat import write_template
from imports.importers.renstra.pengimpor import RenstraPengimpor
from imports.models import Impor
from imports.services.impor import check, keep_file, look_through
from imports.services.pengimpor import Tujuan
from imports.services.penulis import Penulis
from indicators.models import Hasil, Indikator
from programs.models import (
    LEVELS,
    ArahKebijakan,
    Dokumen,
    Landasan,
    Misi,
    Penahapan,
    Pengguna,
    Prioritas,
    Renstra,
    Sasaran,
)
from programs.models import Tujuan as TujuanRenstra
from renstra.lib.importing import Pemeriksaan, Tingkat
from renstra.lib.pembaca.buku import BukuKerja, read_workbook
from renstra.tabular.pdf import document
from reports.exports import export
from reports.selectors.permintaan import Permintaan
from reports.tables.registry import TABLES, build_report
from targets.models import CatatanSumber, NilaiTercetak, Pagu, Target
from targets.selectors import plan_document
from targets.services import enact

SAAT = timezone.make_aware(datetime(2026, 11, 24, 9))
OWNED: tuple[Any, ...] = (Prioritas, ArahKebijakan, Penahapan, Landasan)
PLAN: tuple[Any, ...] = (Indikator, Hasil, *reversed(LEVELS.values()), Sasaran, TujuanRenstra)


def empty_plan(renstra: Renstra) -> None:
    """Leave the organisation and the Renstra itself, and nothing of its plan."""
    for model in (Target, Pagu, NilaiTercetak, CatatanSumber):
        model.objects.filter(dokumen__renstra=renstra).delete()
    for model in (*OWNED, *PLAN, Misi):
        model.objects.filter(renstra=renstra).delete()
    Dokumen.objects.filter(renstra=renstra).delete()


def goal(renstra: Renstra, user: Pengguna) -> Tujuan:
    return Tujuan(user=user, at=SAAT, perangkat_daerah=renstra.perangkat_daerah, renstra=renstra)


def read(content: bytes, name: str = "renstra.xlsx") -> BukuKerja:
    return read_workbook(io.BytesIO(content), name)


def template(tujuan: Tujuan) -> BukuKerja:
    return read(write_template(RenstraPengimpor().templat(tujuan)))


def look(buku: BukuKerja, tujuan: Tujuan, jawaban: dict[str, str] | None = None) -> Pemeriksaan:
    return look_through(RenstraPengimpor(), buku, tujuan, jawaban)


def take(buku: BukuKerja, tujuan: Tujuan, jawaban: dict[str, str] | None = None) -> Pemeriksaan:
    """Check a workbook, refuse where anything stands against it, and make its changes."""
    p = look(buku, tujuan, jawaban)
    assert not against(p), against(p)
    Penulis(tujuan.user, "uji", tujuan.at).write(p.perubahan)
    return p


def bring_in(content: bytes, tujuan: Tujuan, name: str = "renstra.xlsx") -> Impor:
    """Upload and check a file, as the page does."""
    impor = keep_file(pengimpor=RenstraPengimpor(), tujuan=tujuan, berkas=SimpleUploadedFile(name, content))
    return check(impor, RenstraPengimpor())


def bring_in_book(buku: BukuKerja, tujuan: Tujuan) -> Impor:
    """Check a workbook changed in memory, and keep what the page would show of it."""
    impor = Impor(jenis="renstra", renstra=tujuan.renstra, pemilik=tujuan.user, nama_berkas="x.xlsx", ukuran=1)
    impor.temuan = [each.as_json() for each in look(buku, tujuan).temuan]
    return impor


def without_notes(table: dict[str, Any]) -> dict[str, Any]:
    """Return a table without its footnotes: what a source prints otherwise is no part of the plan."""
    rows = [{name: value for name, value in row.items() if name != "catatan"} for row in table["baris"]]
    return {**{name: value for name, value in table.items() if name != "catatan"}, "baris": rows}


def against(p: Pemeriksaan) -> list[str]:
    grave = [each for each in p.temuan if each.tingkat != Tingkat.PERINGATAN]
    return [f"{each.lembar}!{each.sel} {each.teks[:40]}: {each.alasan} {each.saran}" for each in grave]


def make_rule(renstra: Renstra) -> Dokumen:
    """Enact the rancangan of a Renstra."""
    dokumen = Dokumen.objects.get(renstra=renstra, status="rancangan")
    dokumen.nomor, dokumen.tanggal = dokumen.nomor or "Perwali Contoh 1/2025", dokumen.tanggal or date(2025, 9, 19)
    dokumen.save()
    return enact(dokumen=dokumen)


def prints(renstra: Renstra) -> dict[str, Any]:
    """Return every table of the ruling document as its JSON, without the time of its data."""
    asked = Permintaan.of_plan(renstra, dokumen=plan_document(renstra))
    tables = {slug: json.loads(export(build_report(slug, asked), "json").content) for slug in TABLES}
    return {
        slug: {name: value for name, value in table.items() if name != "data_per"}
        for slug, table in tables.items()
    }


def printed(renstra: Renstra, dokumen: Dokumen) -> dict[str, tuple[bytes, str]]:
    """Return the JSON of every table of a document and the whole page behind its PDF, to the byte."""
    asked = Permintaan.of_plan(renstra, dokumen=dokumen)
    tables = {slug: build_report(slug, asked) for slug in TABLES}
    return {slug: (export(table, "json").content, document(table)) for slug, table in tables.items()}
