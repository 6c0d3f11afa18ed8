"""Every kind of import, by its code."""

from imports.importers.realisasi import ImporRealisasi
from imports.services.pengimpor import Pengimpor

EVERY: tuple[Pengimpor, ...] = (ImporRealisasi(),)
PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in EVERY}
