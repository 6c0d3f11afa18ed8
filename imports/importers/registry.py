"""Every kind of import, by its code."""

from imports.importers.renstra.pengimpor import ImporRenstra
from imports.services.pengimpor import Pengimpor

EVERY: tuple[Pengimpor, ...] = (ImporRenstra(),)
PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in EVERY}
