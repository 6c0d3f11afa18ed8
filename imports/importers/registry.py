"""Every kind of import, by its code."""

from imports.importers.organisasi import KotaPengimpor, OrganisasiPengimpor
from imports.services.pengimpor import Pengimpor

EVERY: tuple[Pengimpor, ...] = (
    OrganisasiPengimpor(),
    KotaPengimpor(),
)
PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in EVERY}
