"""What each file of this folder must read as: written down by hand from `buat.py`, nothing read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from renstra.lib.pembaca.kepala import Kolom

D = Decimal


@dataclass(frozen=True)
class Persen:
    """A cell shown as a percentage."""

    nilai: Decimal | int


@dataclass(frozen=True)
class Cacat:
    """A cell whose value the file does not hold."""

    cacat: str
    teks: str = ""


RUMUS = Cacat("rumus_tanpa_nilai")


def galat(text: str) -> Cacat:
    return Cacat("galat", text)


@dataclass(frozen=True)
class Tanya:
    """A question: its kind and its answers as code and label."""

    soal: str
    pilihan: dict[str, str]


@dataclass(frozen=True)
class Tolak:
    """A refusal whose sentence holds this."""

    kata: str


@dataclass(frozen=True)
class Buku:
    """A file that is read: the trap in it, its kind, and cells by address (`Lembar!A1`, or of the first sheet)."""

    jebakan: str
    sel: Mapping[str, object] = field(default_factory=dict)
    jenis: str = "xlsx"
    tinggi: int | None = None
    """Rows of the first sheet."""


BARIS_ISI: dict[str, object] = {
    "A1": "Kode",
    "E1": "Pagu (Rp)",
    "A2": "1.06.01",
    "D2": D("91.5"),
    "E2": 17343290083,
    "F2": None,
}
PEMISAH = {
    "A1": "Kode", "C1": "Target", "A2": "1.06", "B2": 'Kata "petik"; dan\nbaris dua', "C2": "12,5", "B3": "Héla",
    "C3": "1.250",
}  # fmt: skip
DASAR: dict[str, object] = {
    "A1": "Dinas", "C2": 2026, "C3": "Target", "C4": Persen(D("0.915")), "D4": Persen(1000),
    "C5": galat("#DIV/0!"), "D5": 2, "C6": date(2026, 3, 31), "D7": 17343290083, "B8": "teks\nbaris dua",
    "C8": "1.250", "D8": None, "C9": Persen(D("0.25")), "D9": D("-3.5"), "Rahasia!A1": "x",
}  # fmt: skip

TERBACA: dict[str, Buku] = {
    "wps-dimensi.xlsx": Buku("<dimension> berkata A1, isinya lima baris", {"A5": "1.06.04", "E5": 4000}, tinggi=5),
    "dimensi-seluruh.xlsx": Buku("<dimension> berkata seluruh lembar", BARIS_ISI, tinggi=2),
    "kepala-gabung.xlsx": Buku("judul dua baris digabung, di bawah kop", {"D5": 2025, "E5": None, "D6": "Target"}),
    "kepala-tak-gabung.xlsx": Buku("judul dua baris tanpa sel gabung", {"C1": 2025, "D2": "Pagu"}),
    "kepala-tiga-tingkat.xlsx": Buku("judul tiga tingkat", {"B1": 2026, "D2": "Triwulan II"}),
    "kepala-lebar.xlsx": Buku("judul digabung ke samping", {"B1": "Uraian", "C1": None, "D2": 5}),
    "kolom-acak.xlsx": Buku("urutan kolom lain, sinonim, kolom tambahan", {"A3": 17343290083, "C3": D("91.5")}),
    "judul-ganda.xlsx": Buku("judul ganda"),
    "judul-kurang.xlsx": Buku("judul kurang"),
    "tanpa-judul.xlsx": Buku("tanpa judul"),
    "hanya-judul.xlsx": Buku("hanya judul", tinggi=1),
    "angka-teks.xlsx": Buku("angka sebagai teks", {"A2": "1.234,56", "A8": "o", "A23": galat("#N/A")}, tinggi=26),
    "persen.xlsx": Buku(
        "format persen, tanda persen dalam kutip, dan persen tanpa format",
        {
            "A2": Persen(D("0.915")),
            "A3": Persen(D("0.9167")),
            "A4": Persen(D("1.25")),
            "A5": D("91.5"),
            "A6": D("91.5"),
            "A7": D("0.915"),
            "A8": 1,
            "A9": Persen(0),
            "A10": D("0.07"),
        },
    ),
    "tanggal.xlsx": Buku(
        "tanggal asli, sebagai teks, dan sebagai angka",
        {
            "A2": date(2026, 3, 31),
            "A3": datetime(2026, 3, 31, 10, 30),
            "A4": date(2024, 2, 29),
            "A5": "31/03/2026",
            "A16": 46112,
            "A17": date(1900, 2, 14),
            "A18": 1250000,
            "A19": "10:30:00",
        },
    ),
    "tanggal-1904.xlsx": Buku(
        "tanggal dihitung dari 1904", {"A2": date(2026, 3, 31), "A3": datetime(2026, 3, 31, 10, 30)}
    ),
    "rumus.xlsx": Buku(
        "rumus dengan dan tanpa hasil",
        {
            "A2": 2,
            "A3": RUMUS,
            "A4": RUMUS,
            "A5": RUMUS,
            "A6": None,
            "A7": "ab",
            "A8": Persen(D("0.5")),
            "A9": galat("#DIV/0!"),
            "A10": True,
            "A11": 7,
            "A12": RUMUS,
            "B12": 8,
            "C13": RUMUS,
        },
        tinggi=13,
    ),
    "galat.xlsx": Buku(
        "galat Excel",
        {
            f"A{row}": galat(text)
            for row, text in enumerate(("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!"), start=2)
        },
    ),
    "tersembunyi.xlsx": Buku(
        "baris, kolom, dan lembar tersembunyi", {"A3": "1.06.01", "Rahasia!A1": "x"}, tinggi=4
    ),
    "format-kosong.xlsx": Buku("ribuan baris kosong berformat sampai XFD1048576", BARIS_ISI, tinggi=2),
    "blank-aneh.xlsx": Buku(
        "NBSP, huruf tanpa lebar, ganti baris", {"A6": "\u00a0\u200b", "A1": "Teks"}, tinggi=8
    ),
    "kendali.xlsx": Buku("huruf kendali", {"A1": "nol \0 bel \a"}),
    "kode.xlsx": Buku(
        "kode sebagai angka, berkoma, berhuruf", {"A6": D("1.06"), "A7": 1, "A11": date(2001, 6, 1)}
    ),
    "rumus-palsu.xlsx": Buku(
        "teks berawal = + - @", {"A2": '=HYPERLINK("http://x","y")', "A3": "+62 778", "A6": "=1+1"}
    ),
    "emoji.xlsx": Buku("emoji dan huruf lebar", {"A2": "Tercapai 🎉", "A3": "👨\u200d👩\u200d👧 keluarga"}),
    "rupiah.xlsx": Buku(
        "lima belas digit dan derau pecahan biner",
        {"A1": 999999999999999, "A3": 17343290083, "A4": D("0.30000000000000004"), "A9": 1500, "A10": 0},
    ),
    "teks-panjang.xlsx": Buku("teks sepanjang batas Excel", {"A2": "panjang " * 4095}),
    "jenis.xlsx": Buku(
        "benar/salah, jam, angka, teks angka",
        {"A2": True, "A3": False, "A4": "10:30:00", "A5": 12, "A6": D("12.5"), "A7": "12", "A8": None},
    ),
    "teks-kaya.xlsx": Buku(
        "teks berpotong-potong, cara baca, CRLF", {"A1": "Kode Rekening", "B1": "漢字", "A2": " a\r\nb & c "}
    ),
    "berawalan.xlsx": Buku("elemen XML berawalan x:", {"A1": 5, "B1": RUMUS}),
    "tanpa-alamat.xlsx": Buku(
        "sel tanpa alamat", {"B1": "Target", "A2": 1, "B2": RUMUS, "A5": 5, "B5": None, "D5": 6, "E5": 7}, tinggi=5
    ),
    "dengan-grafik.xlsx": Buku("lembar grafik di depan", {"A1": "Kode", "B1": Persen(D("0.5"))}),
    "tepi.xlsx": Buku("sel terakhir yang masih boleh", {"CV20000": "tepat"}, tinggi=20000),
    "xlsx-bernama.xls": Buku("XLSX bernama .xls", BARIS_ISI),
    "dasar.xlsx": Buku(
        "bahan dasar.xls dan dasar.ods; rumusnya belum dihitung",
        DASAR | {"C5": RUMUS, "D5": RUMUS, "D6": True, "D8": RUMUS, "C9": RUMUS},
        tinggi=9,
    ),
    "dasar.xls": Buku("XLS dari LibreOffice", DASAR | {"D6": True}, "xls", 9),
    "dasar.ods": Buku("ODS dari LibreOffice", DASAR, "ods", 9),
    "khusus.ods": Buku(
        "sel berulang, rumus tanpa hasil, galat berkomentar, baris tersaring",
        {
            "A1": Persen(D("0.5")),
            "B1": Persen(D("0.5")),
            "C1": True,
            "A2": RUMUS,
            "B2": galat("#REF!"),
            "B3": date(2026, 3, 31),
            "B4": date(2026, 3, 31),
            "C4": None,
        },
        "ods",
        4,
    ),
    "titik-koma.csv": Buku("CSV titik koma, ganti baris dalam kutip", PEMISAH, "csv", 3),
    "bom.csv": Buku("CSV UTF-8 dengan BOM", PEMISAH, "csv", 3),
    "koma.csv": Buku("CSV koma", PEMISAH, "csv", 3),
    "tab.tsv": Buku("teks bertab, ganti baris LF", PEMISAH, "csv", 3),
    "cp1252.csv": Buku("CSV Windows-1252", PEMISAH, "csv", 3),
    "utf16.txt": Buku("teks Unicode dari Excel (UTF-16)", PEMISAH, "csv", 3),
    "sep.csv": Buku("baris sep= di depan", PEMISAH, "csv", 3),
    "koma-geser.csv": Buku("desimal berkoma tanpa kutip menggeser kolom", {"C2": "12", "D2": "5"}, "csv"),
    "judul-tahun.csv": Buku("judul dua baris dalam CSV", {"C2": "2025", "D3": "Pagu"}, "csv"),
}

DITOLAK: dict[str, str] = {
    "kosong.xlsx": "tidak berisi apa pun; pilih berkas yang berisi",
    "kosong.csv": "Berkas kosong; pilih berkas yang berisi",
    "kutip.csv": "tidak terbaca pada baris 3: tanda kutip tidak berpasangan",
    "makro.xlsm": "memuat makro; simpan sebagai XLSX tanpa makro",
    "makro.ods": "memuat makro; simpan sebagai XLSX tanpa makro",
    "biner.xlsb": "adalah XLSB; buka di Excel lalu simpan sebagai XLSX",
    "surat.xlsx": "bukan buku kerja; kirim XLSX, XLS, ODS, atau CSV",
    "terpotong.xlsx": "rusak; simpan ulang sebagai XLSX",
    "lembar-hilang.xlsx": "rusak atau tidak lengkap; buka di Excel lalu simpan ulang",
    "xml-rusak.xlsx": "rusak atau tidak lengkap; buka di Excel lalu simpan ulang",
    "dtd-lembar.xlsx": "memuat definisi XML (DTD)",
    "dtd-utf16.xlsx": "memuat definisi XML (DTD)",
    "dtd-teks.xlsx": "memuat definisi XML (DTD)",
    "kolom-xfd.xlsx": "paling banyak 20.000 baris dan 100 kolom",
    "baris-jauh.xlsx": "paling banyak 20.000 baris dan 100 kolom",
    "kolom-jauh.xlsx": "paling banyak 20.000 baris dan 100 kolom",
    "ulang.ods": "paling banyak 20.000 baris dan 100 kolom",
    "ulang-kolom.ods": "paling banyak 20.000 baris dan 100 kolom",
    "lembar-banyak.xlsx": "mempunyai 31 lembar, paling banyak 30",
    "bersandi.xlsx": "dilindungi kata sandi; buka, hapus kata sandinya",
    "bersandi.xls": "dilindungi kata sandi; buka, hapus kata sandinya",
    "bersandi.ods": "dilindungi kata sandi; buka, hapus kata sandinya",
    "halaman.xls": "halaman web yang diberi nama buku kerja; buka di Excel lalu simpan sebagai XLSX",
    "xml-2003.xls": "adalah XML, bukan buku kerja; buka di Excel lalu simpan sebagai XLSX",
    "teks.xls": "berisi teks biasa; ganti akhiran namanya menjadi .csv",
    "pindaian.xlsx": "adalah PDF, bukan buku kerja",
}


# Cells as figures, dates, codes and texts: file, cell, options, what it must give ----------------------------

RIBUAN = Tanya("ribuan", {"ribuan": "1.250,00", "desimal": "1,25"})
HURUF_O = Tanya("huruf_o", {"nol": "0", "kosong": "kosong (tidak diisi)"})
TAK_TERBACA = Tolak("bukan angka. Tulis misalnya 1234,56")

ANGKA: tuple[tuple[str, str, dict[str, Any], object], ...] = (
    ("angka-teks.xlsx", "A2", {}, D("1234.56")),
    ("angka-teks.xlsx", "A3", {"rupiah": True}, D(1250000)),
    ("angka-teks.xlsx", "A4", {"rupiah": True, "places": 0}, D(1250000)),
    ("angka-teks.xlsx", "A5", {"persen": True}, D("12.5")),
    ("angka-teks.xlsx", "A6", {"persen": True}, D("12.5")),
    ("angka-teks.xlsx", "A5", {}, Tolak("bertanda persen, padahal angka ini bukan persen. Hapus tanda persennya")),
    ("angka-teks.xlsx", "A7", {}, RIBUAN),
    ("angka-teks.xlsx", "A7", {"jawaban": "ribuan"}, D(1250)),
    ("angka-teks.xlsx", "A7", {"jawaban": "desimal"}, D("1.25")),
    ("angka-teks.xlsx", "A7", {"jawaban": "nol"}, RIBUAN),
    ("angka-teks.xlsx", "A7", {"rupiah": True}, D(1250)),
    ("angka-teks.xlsx", "A8", {}, HURUF_O),
    ("angka-teks.xlsx", "A9", {}, HURUF_O),
    ("angka-teks.xlsx", "A8", {"jawaban": "nol"}, D(0)),
    ("angka-teks.xlsx", "A8", {"jawaban": "kosong"}, None),
    ("angka-teks.xlsx", "A10", {}, Tanya("huruf_angka", {"angka": "10,5"})),
    ("angka-teks.xlsx", "A10", {"jawaban": "angka"}, D("10.5")),
    ("angka-teks.xlsx", "A11", {}, Tanya("huruf_angka", {"angka": "12"})),
    ("angka-teks.xlsx", "A12", {}, Tanya("huruf_angka", {"ribuan": "1.250,00", "desimal": "1,25"})),
    ("angka-teks.xlsx", "A12", {"rupiah": True}, Tanya("huruf_angka", {"angka": "1.250,00"})),
    ("angka-teks.xlsx", "A13", {}, None),
    ("angka-teks.xlsx", "A14", {}, None),
    ("angka-teks.xlsx", "A15", {}, TAK_TERBACA),
    ("angka-teks.xlsx", "A16", {}, TAK_TERBACA),
    ("angka-teks.xlsx", "A17", {}, D("1.25")),
    ("angka-teks.xlsx", "A17", {"rupiah": True}, Tolak("Tulis 1.250 tanpa koma, atau 1250")),
    ("angka-teks.xlsx", "A18", {"rupiah": True}, D(17343290083)),
    ("angka-teks.xlsx", "A19", {}, D("91.5")),
    ("angka-teks.xlsx", "A20", {}, D(0)),
    ("angka-teks.xlsx", "A21", {}, D("-3.5")),
    ("angka-teks.xlsx", "A22", {}, TAK_TERBACA),
    ("angka-teks.xlsx", "A23", {}, Tolak("Sel berisi galat #N/A. Perbaiki rumusnya, atau ketik nilainya.")),
    ("angka-teks.xlsx", "A24", {}, Tolak("lebih dari 15 digit")),
    ("angka-teks.xlsx", "A25", {}, Tolak("paling banyak 4 angka di belakang koma")),
    ("angka-teks.xlsx", "A26", {}, Tolak("bukan angka")),
    ("angka-teks.xlsx", "A27", {}, None),
    ("persen.xlsx", "A2", {"persen": True}, D("91.5")),
    ("persen.xlsx", "A3", {"persen": True}, D("91.67")),
    ("persen.xlsx", "A4", {"persen": True}, D(125)),
    ("persen.xlsx", "A5", {"persen": True}, D("91.5")),
    ("persen.xlsx", "A6", {"persen": True}, D("91.5")),
    ("persen.xlsx", "A7", {"persen": True}, Tanya("pecahan_persen", {"kali100": "91,5", "apa_adanya": "0,915"})),
    ("persen.xlsx", "A7", {"persen": True, "jawaban": "kali100"}, D("91.5")),
    ("persen.xlsx", "A7", {"persen": True, "jawaban": "apa_adanya"}, D("0.915")),
    ("persen.xlsx", "A7", {}, D("0.915")),
    ("persen.xlsx", "A8", {"persen": True}, Tanya("pecahan_persen", {"kali100": "100", "apa_adanya": "1"})),
    ("persen.xlsx", "A9", {"persen": True}, D(0)),
    ("persen.xlsx", "A2", {}, Tanya("format_persen", {"kali100": "91,5", "apa_adanya": "0,915"})),
    ("persen.xlsx", "A2", {"jawaban": "kali100"}, D("91.5")),
    ("persen.xlsx", "A11", {"persen": True}, Tolak("terlalu rinci; yang diterima paling banyak 4 angka")),
    ("rumus.xlsx", "A2", {}, D(2)),
    ("rumus.xlsx", "A3", {}, Tolak("tersimpan tanpa hasilnya. Buka berkas di Excel, simpan, lalu kirim lagi")),
    ("rumus.xlsx", "A6", {}, None),
    ("rumus.xlsx", "A8", {"persen": True}, D(50)),
    ("rumus.xlsx", "A9", {}, Tolak("Sel berisi galat #DIV/0!.")),
    ("rumus.xlsx", "A10", {}, Tolak("Sel berisi BENAR, bukan angka")),
    ("tanggal.xlsx", "A2", {}, Tolak("Sel berisi tanggal 31/03/2026, bukan angka")),
    ("tanggal.xlsx", "A18", {"rupiah": True}, D(1250000)),
    ("tanggal.xlsx", "A19", {}, TAK_TERBACA),
    ("rupiah.xlsx", "A1", {"rupiah": True, "places": 0}, D(999999999999999)),
    ("rupiah.xlsx", "A2", {"rupiah": True}, Tolak("1000000000000000 lebih dari 15 digit")),
    ("rupiah.xlsx", "A3", {"rupiah": True, "places": 0}, D(17343290083)),
    ("rupiah.xlsx", "A4", {}, D("0.3")),
    ("rupiah.xlsx", "A5", {}, D("91.5")),
    ("rupiah.xlsx", "A6", {"rupiah": True, "places": 2}, D("17343290083.55")),
    ("rupiah.xlsx", "A7", {"rupiah": True, "places": 2}, Tolak("12345678901234,56 lebih dari 15 digit")),
    ("rupiah.xlsx", "A8", {}, Tolak("0,00001 terlalu rinci")),
    ("rupiah.xlsx", "A9", {}, D(1500)),
    ("rupiah.xlsx", "A10", {}, D(0)),
    ("rupiah.xlsx", "A11", {}, Tolak("lebih dari 15 digit")),
    ("rupiah.xlsx", "A12", {}, Tolak("Bulatkan dengan ROUND(…;4) di Excel")),
    ("rupiah.xlsx", "A13", {}, Tolak("tidak berisi angka yang dapat dihitung")),
    ("blank-aneh.xlsx", "A8", {}, D("1234.56")),
    ("blank-aneh.xlsx", "A6", {}, None),
    ("jenis.xlsx", "A7", {}, D(12)),
    ("dasar.xls", "C4", {"persen": True}, D("91.5")),
    ("dasar.xls", "C5", {}, Tolak("Sel berisi galat #DIV/0!")),
    ("dasar.ods", "C4", {"persen": True}, D("91.5")),
    ("dasar.ods", "C9", {"persen": True}, D(25)),
    ("titik-koma.csv", "C2", {}, D("12.5")),
    ("titik-koma.csv", "C3", {}, RIBUAN),
)

BUKAN_TANGGAL = Tolak("bukan tanggal yang pasti. Tulis hari/bulan/tahun")

TANGGAL: tuple[tuple[str, str, dict[str, Any], object], ...] = (
    *(
        (name, cell, {}, value)
        for name in ("tanggal.xlsx", "tanggal-1904.xlsx")
        for cell, value in (
            ("A2", date(2026, 3, 31)),
            ("A3", date(2026, 3, 31)),
            ("A4", date(2024, 2, 29)),
            ("A5", date(2026, 3, 31)),
            ("A6", date(2026, 3, 31)),
            ("A7", date(2026, 3, 31)),
            ("A8", BUKAN_TANGGAL),  # November has thirty days
            ("A9", date(2026, 8, 1)),
            ("A10", date(2026, 3, 31)),
            ("A11", BUKAN_TANGGAL),  # a year of two digits
            ("A12", BUKAN_TANGGAL),  # the month first
            ("A13", BUKAN_TANGGAL),
            ("A14", BUKAN_TANGGAL),
            ("A15", None),
            ("A16", BUKAN_TANGGAL),  # a number that is a date only to Excel
            ("A17", BUKAN_TANGGAL),  # 45 formatted as a date
            ("A20", None),
        )
    ),
    ("tanggal.xlsx", "A20", {"wajib": True}, Tolak("Tanggal kosong. Isi tanggalnya")),
    ("jenis.xlsx", "A2", {}, BUKAN_TANGGAL),
    ("dasar.xls", "C6", {}, date(2026, 3, 31)),
    ("dasar.ods", "C6", {}, date(2026, 3, 31)),
)

KODE: tuple[tuple[str, str, dict[str, Any], object], ...] = (
    ("kode.xlsx", "A2", {}, ("1.06.01", False)),
    ("kode.xlsx", "A3", {}, ("1.06.01", True)),
    ("kode.xlsx", "A4", {}, ("1.06.01", True)),
    ("kode.xlsx", "A5", {}, Tanya("huruf_kode", {"kode": "1.06.01"})),
    ("kode.xlsx", "A5", {"jawaban": "kode"}, ("1.06.01", True)),
    ("kode.xlsx", "A6", {}, ("1.06", False)),
    ("kode.xlsx", "A7", {}, ("1", False)),
    ("kode.xlsx", "A8", {}, Tanya("nol_kode", {"tambah_nol": "1.10"})),
    ("kode.xlsx", "A8", {"jawaban": "tambah_nol"}, ("1.10", True)),
    ("kode.xlsx", "A9", {}, ("1.06.01", True)),
    ("kode.xlsx", "A10", {}, ("1.06", False)),
    ("kode.xlsx", "A11", {}, Tolak("Sel berisi 01/06/2001, bukan kode; mungkin Excel yang mengubahnya")),
    ("kode.xlsx", "A12", {}, Tolak("Angka 106 bukan kode yang lengkap. Ubah format sel menjadi Teks")),
    ("kode.xlsx", "A13", {}, Tolak("“satu” bukan kode yang lengkap")),
    ("kode.xlsx", "A14", {}, Tanya("huruf_kode", {"kode": "1.06.11"})),
    ("kode.xlsx", "A15", {}, ("", False)),
    ("kode.xlsx", "A16", {}, ("1.06", False)),
    ("jenis.xlsx", "A2", {}, Tolak("Sel berisi BENAR, bukan kode")),
    ("galat.xlsx", "A2", {}, Tolak("Sel berisi galat #REF!")),
)

TEKS: tuple[tuple[str, str, dict[str, Any], object], ...] = (
    ("blank-aneh.xlsx", "A2", {}, "Dinas Sosial"),
    ("blank-aneh.xlsx", "A3", {}, "Zero lebar"),
    ("blank-aneh.xlsx", "A4", {}, "baris satu\nbaris dua\nbaris tiga"),
    ("blank-aneh.xlsx", "A5", {}, "kolom dua"),
    ("blank-aneh.xlsx", "A6", {}, ""),
    ("blank-aneh.xlsx", "A6", {"wajib": True}, Tolak("Sel ini kosong. Isi sel ini.")),
    ("blank-aneh.xlsx", "A7", {}, "kiri"),
    ("kendali.xlsx", "A1", {}, Tolak("tidak dapat disimpan. Ketik ulang tanpa menyalinnya")),
    ("teks-kaya.xlsx", "A2", {}, "a\nb & c"),
    ("rumus-palsu.xlsx", "A2", {}, '=HYPERLINK("http://x","y")'),
    ("rumus-palsu.xlsx", "A4", {}, "-5 orang"),
    ("emoji.xlsx", "A3", {}, "👨\u200d👩\u200d👧 keluarga"),
    ("teks-panjang.xlsx", "A2", {"maks": 500}, Tolak("Teks 32759 huruf, paling banyak 500. Ringkas teksnya.")),
    ("jenis.xlsx", "A5", {}, "12"),
    ("jenis.xlsx", "A6", {}, "12,5"),
    ("jenis.xlsx", "A2", {}, Tolak("Sel berisi BENAR, bukan teks")),
    ("rupiah.xlsx", "A2", {}, Tolak("lebih dari 15 digit: Excel sudah membulatkan ujungnya")),
    ("tanggal.xlsx", "A2", {}, Tolak("Sel berisi tanggal 31/03/2026, padahal kolom ini teks")),
    ("rumus.xlsx", "A3", {}, Tolak("tersimpan tanpa hasilnya")),
)


# Headings -----------------------------------------------------------------------------------------------------

KODE_URAIAN = (
    Kolom("kode", ("Kode", "Kode Rekening")),
    Kolom("uraian", ("Uraian", "Indikator", "Indikator Kinerja")),
)
DATAR = (
    *KODE_URAIAN,
    Kolom("target", ("Target", "Target 2026")),
    Kolom("pagu", ("Pagu (Rp)", "Pagu"), wajib=False),
)
TAHUNAN = (
    *KODE_URAIAN,
    *(Kolom(f"target_{year}", (f"{year} Target", f"Target {year}")) for year in (2025, 2026)),
    *(Kolom(f"pagu_{year}", (f"{year} Pagu", f"{year} Pagu (Rp)"), wajib=False) for year in (2025, 2026)),
)
TRIWULANAN = (
    Kolom("kode", ("Kode",)),
    *(Kolom(f"target_{n}", (f"2026 Triwulan {roman} Target",)) for n, roman in ((1, "I"), (2, "II"))),
)


@dataclass(frozen=True)
class Judul:
    """Where the headings must be found: last row, column numbers by code, addresses of unknown headings."""

    baris: int
    kolom: dict[str, int]
    tidak_dikenal: tuple[str, ...] = ()


KEPALA: tuple[tuple[str, tuple[Kolom, ...], object], ...] = (
    (
        "kepala-gabung.xlsx",
        TAHUNAN,
        Judul(
            7,
            {"kode": 1, "uraian": 2, "target_2025": 4, "pagu_2025": 5, "target_2026": 6, "pagu_2026": 7},
            ("C5", "H5"),
        ),
    ),
    (
        "kepala-tak-gabung.xlsx",
        TAHUNAN,
        Judul(
            2,
            {"kode": 1, "uraian": 2, "target_2025": 3, "pagu_2025": 4, "target_2026": 5, "pagu_2026": 6},
            ("G1",),
        ),
    ),
    (
        "judul-tahun.csv",
        TAHUNAN,
        Judul(3, {"kode": 1, "uraian": 2, "target_2025": 3, "pagu_2025": 4, "target_2026": 5}),
    ),
    ("kepala-tiga-tingkat.xlsx", TRIWULANAN, Judul(3, {"kode": 1, "target_1": 2, "target_2": 4}, ("C3", "E3"))),
    ("kepala-lebar.xlsx", DATAR, Judul(1, {"kode": 1, "uraian": 2, "target": 4})),
    ("kolom-acak.xlsx", DATAR, Judul(2, {"kode": 5, "uraian": 4, "target": 3, "pagu": 1}, ("B2",))),
    ("hanya-judul.xlsx", DATAR, Judul(1, {"kode": 1, "uraian": 2, "target": 4, "pagu": 5}, ("C1",))),
    ("tersembunyi.xlsx", DATAR, Judul(1, {"kode": 1, "uraian": 2, "target": 4, "pagu": 5}, ("C1",))),
    ("titik-koma.csv", DATAR, Judul(1, {"kode": 1, "uraian": 2, "target": 3})),
    ("judul-ganda.xlsx", DATAR, Tolak("Judul kolom “Target” ada lebih dari sekali (C1 dan D1)")),
    (
        "judul-kurang.xlsx",
        DATAR,
        Tolak("Judul kolom “Target” tidak ditemukan. Judul pada baris 1: “Kode”, “Uraian”, "),
    ),
    ("tanpa-judul.xlsx", DATAR, Tolak("Baris judul dengan kolom “Kode”, “Uraian”, “Target” tidak ditemukan")),
    ("kepala-gabung.xlsx", DATAR, Tolak("Judul kolom “Target” tidak ditemukan")),
    ("koma-geser.csv", DATAR, Tolak("Baris 2 berisi 4 kolom, padahal judulnya 3. Angka berkoma harus diapit")),
)
