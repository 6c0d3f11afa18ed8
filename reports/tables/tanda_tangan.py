"""Kop and signature block: who signs an official table, read from the organisation."""

from dataclasses import replace
from datetime import date

from programs.choices import StatusPejabat
from programs.models import Pejabat, PerangkatDaerah
from programs.selectors import kepala_pd, pejabat_pada
from renstra.lib.numbers import format_tanggal
from renstra.tabular import Kop, SignatureBlock, Table


def with_signature(table: Table, agency: PerangkatDaerah, tanggal: date) -> Table:
    """Return the table with the agency's kop and the block its head signs, as in office on `tanggal`.

    Nothing is invented: without an official the name is left open, without a post its title too.
    """
    government = agency.pemerintah_daerah
    post = kepala_pd(agency)
    official = pejabat_pada(post, tanggal) if post else None
    signature = SignatureBlock(
        tempat_tanggal=f"{government.ibu_kota}, {format_tanggal(tanggal)}",
        jabatan=_title(post.nama if post else "", official),
        nama=official.nama if official else "",
        pangkat=official.pangkat if official else "",
        nip=format_nip(official.nip) if official else "",
    )
    kop = Kop(f"Pemerintah {government.nama}".upper(), agency.nama.upper())
    return replace(table, kop=kop, signatures=(signature,))


def _title(post: str, official: Pejabat | None) -> str:
    """Return the title above the signature: `Plt. Kepala Dinas …,`."""
    if not post:
        return ""
    acting = official is not None and official.status != StatusPejabat.DEFINITIF
    prefix = f"{official.get_status_display()} " if official and acting else ""
    return f"{prefix}{post},"


def format_nip(nip: str) -> str:
    """Write an NIP in its groups: date of birth, of appointment, sex, number."""
    return " ".join((nip[:8], nip[8:14], nip[14:15], nip[15:])).strip()
