"""Every kind of import, by its code."""

from imports.importers.anggaran import AnggaranPengimpor
from imports.importers.dokumen import DokumenPengimpor
from imports.importers.nomenklatur import NomenklaturPengimpor
from imports.importers.organisasi import KotaPengimpor, OrganisasiPengimpor
from imports.importers.pengguna import PenggunaPengimpor
from imports.importers.realisasi import RealisasiPengimpor
from imports.importers.renstra.pengimpor import RenstraPengimpor
from imports.importers.tahun_lalu import TahunLaluPengimpor
from imports.services.pengimpor import Pengimpor

EVERY: tuple[Pengimpor, ...] = (
    OrganisasiPengimpor(),
    KotaPengimpor(),
    RenstraPengimpor(),
    DokumenPengimpor(),
    RealisasiPengimpor(),
    AnggaranPengimpor(),
    TahunLaluPengimpor(),
    OrganisasiPengimpor(),
    KotaPengimpor(),
    PenggunaPengimpor(),
    NomenklaturPengimpor(),
)
"""In the order in which the page of imports lists them."""
PENGIMPOR: dict[str, Pengimpor] = {each.kode: each for each in EVERY}
