"""Every kind of import, by its code."""

from imports.importers.organisasi import KotaPengimpor, OrganisasiPengimpor
from imports.importers.pengguna import PenggunaPengimpor
from imports.services.pengimpor import Pengimpor

EVERY: tuple[Pengimpor, ...] = (
    OrganisasiPengimpor(),
    KotaPengimpor(),
    PenggunaPengimpor(),
)
PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in EVERY}
