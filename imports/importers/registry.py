"""Every kind of import, by its code."""

from imports.importers.dokumen import PengimporDokumen
from imports.services.pengimpor import Pengimpor

PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in (PengimporDokumen(),)}
