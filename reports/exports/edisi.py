"""Publishing: a report built, signed, frozen, drawn from what was frozen, and stored as one edition."""

import io
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from programs.choices import StatusDokumen
from programs.models import Pengguna
from renstra.lib.numbers import format_tanggal
from renstra.tabular import QrVerifikasi, SignatureBlock, Table
from renstra.tabular.beku import KOSONG, data_hash, differences, freeze, thaw
from renstra.tabular.columns import Kind
from renstra.tabular.pdf import render_pdf
from renstra.tabular.xlsx import render_xlsx
from reports.choices import Perlu
from reports.exports.berkas import FORMATS, Export
from reports.models import Edisi, Revisi
from reports.selectors.edisi import TIDAK_DIKETAHUI, Penelusur, not_covered
from reports.selectors.permintaan import Permintaan
from reports.services.edisi import (
    BelumPahamError,
    EdisiError,
    Isian,
    Seri,
    new_code,
    require_publisher,
    same_as_newest,
    sha256,
    store_edition,
)
from reports.tables.registry import Laporan, build_report, find_report
from reports.tables.tanda_tangan import with_signature

PERCOBAAN = 3
TEKS = ("Pembuka", "Catatan")
"""Where a difference is one of paragraphs."""


def publish(*, user: Pengguna, slug: str, asked: Permintaan, isian: Isian, at: datetime | None = None) -> Edisi:
    """Publish the report as one more edition of its period and return it.

    Raises `PermissionDenied` without the role, `BelumPahamError` where something is missing that the person has
    not said to know, `EdisiError` for drafts, for a part of a table, for a document not in force, where nothing
    has changed, and where figures keep changing while it is built.
    """
    at = at or timezone.now()
    require_publisher(user, asked.renstra.perangkat_daerah)
    if not settings.ALAMAT_SITUS:
        raise EdisiError("Alamat situs belum diisi (ALAMAT_SITUS), padahal tercetak dalam kode QR. Hubungi admin.")
    laporan = find_report(slug)
    require_publishable(laporan, asked)
    asked = whole_period(laporan, asked)
    for _ in range(PERCOBAAN):
        naskah = steady_draft(laporan, asked, isian, at)
        if naskah is None:
            continue
        if naskah.kekurangan and not isian.paham:
            raise BelumPahamError(naskah.kekurangan)
        edisi = _compose(naskah, user, at)
        if store_edition(edisi, naskah.seri):
            return edisi
    raise EdisiError("Data sedang berubah selagi edisi disusun. Tunggu sebentar, lalu terbitkan lagi.")


def require_publishable(laporan: Laporan, asked: Permintaan) -> None:
    if asked.dengan_draf:
        raise EdisiError("Edisi hanya memuat angka terverifikasi. Hilangkan centang draf, lalu terbitkan.")
    if asked.saringan is not None:
        raise EdisiError("Edisi memuat tabel seutuhnya. Hapus saringannya, lalu terbitkan.")
    if laporan.perlu is Perlu.DOKUMEN and asked.dokumen.status != StatusDokumen.DITETAPKAN:
        raise EdisiError("Dokumen Renstra ini masih rancangan. Tetapkan dahulu, lalu terbitkan tabelnya.")


def whole_period(laporan: Laporan, asked: Permintaan) -> Permintaan:
    """Return what is asked of a report of a year: all four quarters, whatever quarter was being looked at."""
    return replace(asked, triwulan=4) if laporan.perlu is Perlu.TAHUN else asked


# The draft ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Naskah:
    """The signed table of an edition before it has a number: what it says, and what it does not cover."""

    laporan: Laporan
    asked: Permintaan
    isian: Isian
    seri: Seri
    newest: Edisi | None
    table: Table
    kekurangan: list[str]

    @property
    def nomor(self) -> int:
        return self.newest.nomor + 1 if self.newest else 1

    @property
    def penanda(self) -> str:
        """Who signs, as printed: post and name of each block."""
        said = (f"{_signer(block)}: {block.nama or 'nama dikosongkan'}" for block in _blocks(self.table))
        return "\n".join(dict.fromkeys(said))


def series_of(laporan: Laporan, asked: Permintaan) -> Seri:
    period: dict[str, Any] = {"tahun": None, "triwulan": None, "dokumen": None, "ragam": variant(asked)}
    if laporan.perlu is Perlu.DOKUMEN:
        period["dokumen"] = asked.dokumen.pk
    else:
        period["tahun"] = asked.tahun
        period["triwulan"] = asked.triwulan if laporan.perlu is Perlu.TRIWULAN else None
    return Seri(asked.renstra, laporan.slug, period)


def variant(asked: Permintaan) -> str:
    """Return which of several at one period it is: of a unit, of the documents up to a perubahan; mostly none."""
    said = [f"unit {asked.unit}"] if asked.unit else []
    if asked.perubahan_ke is not None:
        said.append(f"perubahan ke-{asked.perubahan_ke}" if asked.perubahan_ke else "dokumen murni")
    return ", ".join(said)


def steady_draft(laporan: Laporan, asked: Permintaan, isian: Isian, at: datetime) -> Naskah | None:
    """Return the draft of an edition; None where a figure changed between its first query and its last."""
    revision = Revisi.current()
    naskah = draft(laporan, replace(asked), isian, at)  # a fresh request: nothing read before the revision
    return naskah if Revisi.current() == revision else None


def draft(laporan: Laporan, asked: Permintaan, isian: Isian, at: datetime) -> Naskah:
    """Build the signed table with the note of what it does not cover."""
    asked = replace(asked, tanggal=isian.tanggal)
    table = build_report(laporan.slug, asked)
    table = with_signature(table, asked.renstra.perangkat_daerah, isian.tanggal, laporan.penanda)
    missing = [*not_covered(laporan.slug, laporan.kesempatan, asked, at), *_unnamed(table, isian)]
    if missing:
        table = replace(table, notes=(*table.notes, f"Belum tercakup: {'; '.join(missing)}."))
    seri = series_of(laporan, asked)
    return Naskah(laporan, asked, isian, seri, seri.newest(), table, missing)


def _blocks(table: Table) -> list[SignatureBlock]:
    return [block for part in table.in_parts for block in part.signatures]


def _unnamed(table: Table, isian: Isian) -> Iterator[str]:
    blocks = [block for block in _blocks(table) if not block.nama]
    names = (_signer(b) if b.jabatan else f"penanda tangan “{_signer(b)}”" for b in blocks)
    day = format_tanggal(isian.tanggal)
    yield from (f"nama {name} (pejabat pada {day} belum diisi)" for name in dict.fromkeys(names))


def _signer(block: SignatureBlock) -> str:
    """Return the post of a block; without one what else names who signs there, which a date does not."""
    named = (block.jabatan, block.judul, block.tempat_tanggal)
    texts = (" ".join(text.split()).rstrip(",") for text in named)
    return next((text for text in texts if text and not any(map(str.isdigit, text))), "Penanda tangan")


# The edition ----------------------------------------------------------------------------------------------------


def _compose(naskah: Naskah, user: Pengguna, at: datetime) -> Edisi:
    """Return the edition with its files drawn from the frozen table, not stored yet."""
    newest, isian = naskah.newest, naskah.isian
    sidik = data_hash(naskah.table)
    if newest and same_as_newest(newest, hash_data=sidik, penanda=naskah.penanda, isian=isian):
        raise EdisiError(f"Tidak ada yang berubah sejak edisi ke-{newest.nomor}; unduh edisi itu.")
    token, kode = secrets.token_urlsafe(32), new_code()
    qr = verification_mark(token, kode, naskah.nomor, isian)
    isi = json.loads(json.dumps(freeze(replace(naskah.table, qr=qr))))
    thawed = thaw(isi)
    pdf, xlsx = render_pdf(thawed), render_xlsx(thawed)
    return Edisi(
        **naskah.seri.place(),
        nomor=naskah.nomor,
        nomor_naskah=isian.nomor_naskah,
        judul=thawed.heading[:400],
        tanggal=isian.tanggal,
        penanda=naskah.penanda,
        isi=isi,
        hash_data=data_hash(thawed),
        pdf=pdf,
        xlsx=xlsx,
        hash_pdf=sha256(pdf),
        hash_xlsx=sha256(xlsx),
        token=token,
        kode=kode,
        kekurangan=naskah.kekurangan,
        perbedaan=list(_changes(naskah, at)) if newest else [],
        menggantikan=newest,
        diterbitkan_oleh=user,
        diterbitkan_pada=at,
    )


def verification_address(token: str) -> str:
    return f"{settings.ALAMAT_SITUS}{reverse('verifikasi-edisi', args=[token])}"


def verification_mark(token: str, kode: str, nomor: int, isian: Isian) -> QrVerifikasi:
    """Return the QR of the public page, with the short code and what identifies the edition in text."""
    code = segno.make(verification_address(token), error="m")
    png = io.BytesIO()
    code.save(png, kind="png", scale=6, border=2)
    svg = code.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    svg = svg.replace("<svg ", '<svg role="img" aria-label="Kode QR menuju halaman verifikasi edisi ini" ', 1)
    where = f"{settings.ALAMAT_SITUS}{reverse('verifikasi')}"
    number = f"Nomor {isian.nomor_naskah}" if isian.nomor_naskah else ""
    lines = (
        f"Edisi ke-{nomor}, {format_tanggal(isian.tanggal)}",
        number,
        f"Kode verifikasi: {kode[:5]}-{kode[5:]}",
        f"Periksa di {where}",
    )
    return QrVerifikasi(svg, png.getvalue(), tuple(filter(None, lines)))


def _changes(naskah: Naskah, at: datetime) -> Iterator[dict[str, str]]:
    """Yield what differs from the edition before, with who changed the figures behind it and when."""
    newest, table = naskah.newest, naskah.table
    if newest is None:
        return
    signing = (
        ("Tanggal penandatanganan", format_tanggal(newest.tanggal), format_tanggal(naskah.isian.tanggal)),
        ("Penanda tangan", newest.penanda, naskah.penanda),
    )
    for kolom, lama, baru in signing:
        if lama != baru:
            yield _change("Edisi", kolom, lama, baru)
    trail = Penelusur(naskah.asked, newest.diterbitkan_pada, at)
    grids = [part.grid for part in table.in_parts]
    kinds = {column.key: column.kind for grid in grids for column in grid.columns}
    texts = {
        row.key: [c.value for c in row.cells if isinstance(c.value, str)] for grid in grids for row in grid.body
    }
    for beda in differences(thaw(newest.isi), table):
        row, column = beda.kunci
        kind = kinds.get(column, Kind.TEXT)
        money = kind is Kind.MONEY or column.startswith("rp")
        lama, baru = _other_lines(beda.lama, beda.baru) if beda.kolom in TEKS else (beda.lama, beda.baru)
        found = trail.trace(row, beda.kolom, money, texts[row]) if row else None
        pada = found.pada.isoformat() if found else ""
        yield _change(beda.baris, beda.kolom, lama, baru, str(found or TIDAK_DIKETAHUI), pada)


def _other_lines(lama: str, baru: str) -> tuple[str, str]:
    """Return only the lines in which two texts of several differ, in their order."""
    before, after = lama.splitlines(), baru.splitlines()
    gone, new = [line for line in before if line not in after], [line for line in after if line not in before]
    return "\n".join(gone) or KOSONG, "\n".join(new) or KOSONG


def _change(
    baris: str, kolom: str, lama: str, baru: str, oleh: str = TIDAK_DIKETAHUI, pada: str = ""
) -> dict[str, str]:
    return {"baris": baris, "kolom": kolom, "lama": lama, "baru": baru, "oleh": oleh, "pada": pada}


def stored_file(edisi: Edisi, format: str) -> Export:
    """Return the stored bytes, never drawn again."""
    content = {"pdf": edisi.pdf, "xlsx": edisi.xlsx}[format]
    period = edisi.masa.replace("Triwulan", "TW")
    name = f"{slugify(edisi.slug.replace('.', '-'))}-{slugify(period)}-edisi-{edisi.nomor}.{format}"
    return Export(name, FORMATS[format][0], bytes(content))
