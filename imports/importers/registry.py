"""Every kind of import, by its code."""

from imports.importers.dokumen import PengimporDokumen
from imports.services.pengimpor import Pengimpor

EVERY: tuple[Pengimpor, ...] = (PengimporDokumen(),)
PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in EVERY}
