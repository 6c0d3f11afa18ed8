"""Every kind of import, by its code."""

from imports.services.pengimpor import Pengimpor

PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in ()}
