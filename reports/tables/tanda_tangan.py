"""Kop and signature block: who signs an official table, read from the organisation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from programs.choices import StatusPejabat
from programs.models import Jabatan, Pejabat, PerangkatDaerah
from programs.selectors import kepala_pd, pejabat_pada, penilai
from renstra.lib.numbers import format_tanggal
from renstra.tabular import Kop, SignatureBlock, Table
from reports.choices import Penanda

JABATAN: Mapping[Penanda, Callable[[PerangkatDaerah], Jabatan | None]] = {
    Penanda.KEPALA_PD: kepala_pd,
    Penanda.PENILAI: penilai,
}
JUDUL = {Penanda.KEPALA_PD: "Disusun", Penanda.PENILAI: "Dievaluasi"}
"""What stands above each block where two sign."""


def with_signature(
    table: Table, agency: PerangkatDaerah, tanggal: date, penanda: Sequence[Penanda] = (Penanda.KEPALA_PD,)
) -> Table:
    """Return the table with the agency's kop and a block for each signatory, as in office on `tanggal`.

    Nothing is invented: without an official the name is left open, without a post its title too. A report in
    several parts is signed below the last; one without `penanda` brings its own blocks and stays as it is.
    """
    if not penanda:
        return table
    kop = Kop(f"Pemerintah {agency.pemerintah_daerah.nama}".upper(), agency.nama.upper())
    titles = [JUDUL[each] if len(penanda) > 1 else "" for each in penanda]
    blocks = [
        _block(agency, JABATAN[each](agency), tanggal, judul) for each, judul in zip(penanda, titles, strict=True)
    ]
    if not table.bagian:
        return replace(table, kop=kop, signatures=tuple(blocks))
    *parts, last = table.bagian
    return replace(table, kop=kop, bagian=(*parts, replace(last, signatures=tuple(blocks))))


def _block(agency: PerangkatDaerah, post: Jabatan | None, tanggal: date, judul: str) -> SignatureBlock:
    official = pejabat_pada(post, tanggal) if post else None
    return SignatureBlock(
        tempat_tanggal=f"{agency.pemerintah_daerah.ibu_kota}, {format_tanggal(tanggal)}",
        jabatan=post_title(post.nama if post else "", official),
        nama=official.nama if official else "",
        pangkat=official.pangkat if official else "",
        nip=format_nip(official.nip) if official else "",
        judul=judul,
    )


def post_title(post: str, official: Pejabat | None) -> str:
    """Return the title above the signature: `Plt. Kepala Dinas …,`."""
    if not post:
        return ""
    acting = official is not None and official.status != StatusPejabat.DEFINITIF
    prefix = f"{official.get_status_display()} " if official and acting else ""
    return f"{prefix}{post},"


def format_nip(nip: str) -> str:
    """Write an NIP in its groups: date of birth, of appointment, sex, number."""
    return " ".join((nip[:8], nip[8:14], nip[14:15], nip[15:])).strip()
