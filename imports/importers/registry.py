"""Every kind of import, by its code."""

from imports.importers.nomenklatur import NomenklaturPengimpor
from imports.importers.organisasi import KotaPengimpor, OrganisasiPengimpor
from imports.importers.pengguna import PenggunaPengimpor
from imports.services.pengimpor import Pengimpor

EVERY: tuple[Pengimpor, ...] = (
    OrganisasiPengimpor(),
    KotaPengimpor(),
    PenggunaPengimpor(),
    NomenklaturPengimpor(),
)
PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in EVERY}
