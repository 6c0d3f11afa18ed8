"""Every kind of import, by its code."""

from imports.importers.anggaran import PengimporAnggaran
from imports.importers.dokumen import PengimporDokumen
from imports.services.pengimpor import Pengimpor

EVERY: tuple[Pengimpor, ...] = (PengimporDokumen(), PengimporAnggaran())
PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in EVERY}
