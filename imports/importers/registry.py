"""Every kind of import, by its code."""

from imports.services.pengimpor import Pengimpor

EVERY: tuple[Pengimpor, ...] = ()
PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in EVERY}
