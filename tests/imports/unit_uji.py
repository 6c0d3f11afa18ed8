"""A small kind of import for the tests of the frame and its pages: the units of an agency, as a flat sheet."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from openpyxl import Workbook

from imports.importers.bacaan import Bulat, Kode, Pilih, Teks
from imports.importers.datar import KolomData, PengimporDatar, SumberDaya
from imports.services.pengimpor import Perlu, Tujuan
from programs.choices import JenisUnit, Peran
from programs.models import UnitKerja
from targets.permissions import holds

JUDUL = ("Kode", "Nama", "Jenis", "Urutan")


class UnitUji(SumberDaya):
    lembar = "Unit kerja"
    kode = KolomData("kode", "Kode", Kode())
    nama_unit = KolomData("nama", "Nama", Teks(maks=200), lebar=40)
    jenis = KolomData("jenis", "Jenis", Pilih(JenisUnit))
    urutan = KolomData("urutan", "Urutan", Bulat())

    class Meta:
        model = UnitKerja
        import_id_fields = ("kode",)

    def lingkup(self) -> dict[str, Any]:
        return {"perangkat_daerah_id": self.tujuan.perangkat_daerah.pk}  # type: ignore[union-attr]


class PengimporUnit(PengimporDatar):
    kode = "unit-uji"
    judul = "Unit kerja"
    keterangan = "Unit kerja perangkat daerah, satu baris satu unit."
    perlu: ClassVar[tuple[Perlu, ...]] = (Perlu.PERANGKAT_DAERAH,)
    sumber = (UnitUji,)
    petunjuk = ("Satu baris satu unit.",)

    def izinkan(self, tujuan: Tujuan) -> None:
        if tujuan.perangkat_daerah and not holds(tujuan.user, tujuan.perangkat_daerah, Peran.SEKRETARIAT):
            raise PermissionDenied("Unit kerja diimpor Sekretariat.")


def buku(*rows: Sequence[Any], judul: Sequence[str] = JUDUL) -> bytes:
    """Return a workbook with the sheet Unit kerja: headings, then the rows."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Unit kerja"
    for row in (judul, *rows):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
