"""The Perjanjian Kinerja: the statement both parties sign, and its annex of targets and money."""

from collections.abc import Iterator

from programs.choices import JenisJabatan
from renstra.lib.numbers import format_tanggal
from renstra.tabular import Cell, Column, Kind, Kop, Paper, Row, SignatureBlock, Table
from renstra.tabular.table import OPEN
from reports.selectors.perjanjian import BarisAnggaran, Perjanjian, Pihak, agreement
from reports.selectors.permintaan import Permintaan
from reports.tables.dokumen import data_per, document_names
from reports.tables.satuan import beside_unit
from reports.tables.tanda_tangan import format_nip, post_title

PEMBUKA = (
    "Untuk mewujudkan penyelenggaraan pemerintahan yang berdaya guna, terbuka, dapat dipertanggungjawabkan, dan "
    "mengutamakan hasil, kami yang bertanda tangan di bawah ini:"
)
JANJI = (
    "PIHAK PERTAMA berjanji mencapai target kinerja tahun {tahun} yang tercantum dalam lampiran perjanjian ini, "
    "sebagai bagian dari target jangka menengah dalam dokumen perencanaan. Keberhasilan maupun kegagalan mencapai "
    "target itu menjadi tanggung jawab PIHAK PERTAMA."
)
PENGAWASAN = (
    "PIHAK KEDUA membina dan mengawasi pelaksanaan perjanjian ini, mengevaluasi capaiannya, serta menindaklanjuti "
    "hasil evaluasi itu dengan penghargaan atau sanksi menurut ketentuan peraturan perundang-undangan."
)


def build_for(asked: Permintaan) -> Table:
    """Return the statement as a page of text; the annex follows on its own pages, signed again."""
    made, agency = agreement(asked), asked.renstra.perangkat_daerah
    city = agency.pemerintah_daerah
    changed = " PERUBAHAN" if made.dokumen and made.dokumen.perubahan_ke else ""
    blocks = signatures(made, city.ibu_kota)
    return Table(
        slug="pk",
        nomor=f"PERJANJIAN KINERJA{changed}",
        title=f"TAHUN {asked.tahun}",
        subtitle=str(made.unit or ""),
        layout=(),
        rows=(),
        paper=Paper.A4_PORTRAIT,
        size=9,
        kop=Kop(f"Pemerintah {city.nama}".upper(), agency.nama.upper()),
        preamble=(PEMBUKA, *parties(made), JANJI.format(tahun=asked.tahun), PENGAWASAN),
        signatures=blocks,
        data_per=data_per(asked, made.dokumen, *made.lain, *made.dokumen_pagu),
        bagian=(
            promises(
                made,
                f"LAMPIRAN PERJANJIAN KINERJA{changed}",
                f"{made.unit or agency} Tahun {asked.tahun}",
            ),
            budget(made, blocks, tuple(notes(asked, made))),
        ),
    )


def parties(made: Perjanjian) -> tuple[str, str]:
    """Return the paragraphs that name both parties; what is not known is left open."""

    def named(pihak: Pihak) -> str:
        name = pihak.pejabat.nama if pihak.pejabat else OPEN
        return f"Nama: {name}\nJabatan: {title(pihak) or OPEN}"

    return (
        f"{named(made.pertama)}\nselanjutnya disebut PIHAK PERTAMA;",
        f"{named(made.kedua)}\nselaku atasan PIHAK PERTAMA, selanjutnya disebut PIHAK KEDUA.",
    )


def title(pihak: Pihak) -> str:
    """Return the post as its holder bears it: "Plt. Kepala Dinas"."""
    return post_title(pihak.jabatan.nama if pihak.jabatan else "", pihak.pejabat).rstrip(",")


def signatures(made: Perjanjian, place: str) -> tuple[SignatureBlock, SignatureBlock]:
    """Return PIHAK KEDUA left and PIHAK PERTAMA right, place and date above the right one."""
    day = format_tanggal(made.tanggal) if made.tanggal else OPEN
    return block(made.kedua, "PIHAK KEDUA", ""), block(made.pertama, "PIHAK PERTAMA", f"{place}, {day}")


def block(pihak: Pihak, name: str, dated: str) -> SignatureBlock:
    """Return a party's block; the line above its name as a party is the date, which stands first here."""
    official = pihak.pejabat
    return SignatureBlock(
        judul=dated,
        tempat_tanggal=f"{name},",
        jabatan=title(pihak),
        nama=official.nama if official else "",
        pangkat=official.pangkat if official else "",
        nip=format_nip(official.nip) if official else "",
        tanpa_nip=pihak.jabatan is not None and pihak.jabatan.jenis == JenisJabatan.KEPALA_DAERAH,
    )


def promises(made: Perjanjian, nomor: str, title: str) -> Table:
    """Return table A of the annex: what is promised."""
    label = "Sasaran Program/Kegiatan" if made.unit else "Tujuan/Sasaran Strategis"
    return Table(
        slug="pk-sasaran",
        nomor=nomor,
        title=title,
        layout=(
            Column("no", "No", lambda row: row.nomor, Kind.INTEGER, 10, "(1)"),
            Column("sasaran", label, lambda row: row.uraian or None, width=60, number="(2)"),
            Column("indikator", "Indikator Kinerja", lambda row: row.indikator.nama, width=70, number="(3)"),
            Column("satuan", "Satuan", lambda row: row.indikator.satuan, width=26, number="(4)"),
            Column(
                "target", "Target", lambda row: beside_unit(row.target, row.indikator), Kind.DECIMAL, 20, "(5)"
            ),
        ),
        rows=[Row(row.indikator.kode, "baris", row) for row in made.janji],
    )


def budget(made: Perjanjian, blocks: tuple[SignatureBlock, ...], notes: tuple[str, ...]) -> Table:
    """Return table B of the annex: the money, with both signatures below."""
    label = "Kegiatan/Subkegiatan" if made.unit else "Program"

    def number(row: BarisAnggaran) -> int | str | Cell | None:
        return Cell("JUMLAH", colspan=2) if row.level == "jumlah" else row.nomor

    return Table(
        slug="pk-anggaran",
        nomor=f"{label} dan Anggaran",
        title="",
        layout=(
            Column("no", "No", number, Kind.INTEGER, 10, "(1)"),
            Column("nama", label, lambda row: row.nama or None, width=104, number="(2)"),
            Column("pagu", "Anggaran (Rp)", lambda row: row.pagu, Kind.MONEY, 36, "(3)", total=True),
            Column("ket", "Keterangan", lambda row: "; ".join(row.sumber) or None, width=36, number="(4)"),
        ),
        rows=[Row(row.key, row.level, row, row.parts) for row in made.anggaran],
        notes=notes,
        signatures=blocks,
        halaman_baru=False,
        lekat=frozenset(),
    )


def notes(asked: Permintaan, made: Perjanjian) -> Iterator[str]:
    """Say what does not come from the agreement itself."""
    if made.dokumen is None:
        yield (
            f"Belum ada Perjanjian Kinerja {made.unit or asked.renstra.perangkat_daerah} tahun {asked.tahun} yang "
            "ditetapkan; para pihak menurut jabatannya."
        )
    if made.lain:
        yield f"Target yang tidak dinyatakan perjanjian ini dari {document_names(made.lain)}."
    if made.dokumen_pagu:
        yield f"Anggaran dari {document_names(made.dokumen_pagu)}."
