"""The child process that unpacks and reads a workbook, and what it may tell.

It imports the standard library and python-calamine only, holds no secret, and may be killed at any moment. A cell
goes to the parent as its plain JSON value, or as a pair of one of these marks and a value:
"""

PERSEN = "p"
"""A number shown as a percentage: 0.915 is seen as 91,5 %."""
RUMUS = "f"
"""A formula stored without its value."""
GALAT = "e"
"""An error such as #REF!."""
TANGGAL = "d"
WAKTU = "t"
"""A date with a time of day."""


class Tolak(Exception):
    """The workbook is not taken; the text continues “Berkas X …” and ends with the remedy."""


RUSAK = "rusak atau tidak lengkap; buka di Excel lalu simpan ulang sebagai XLSX."
BERSANDI = "dilindungi kata sandi; buka, hapus kata sandinya, lalu simpan ulang sebagai XLSX."
BERMAKRO = "memuat makro; simpan sebagai XLSX tanpa makro."
BERDTD = "memuat definisi XML (DTD) yang tidak pernah ditulis Excel; buka lalu simpan ulang sebagai XLSX."
MEMORI = "memerlukan terlalu banyak memori; hapus lembar, baris, atau kolom yang tidak perlu, lalu simpan ulang."
LAMA = "terlalu lama dibaca; hapus lembar, baris, atau kolom yang tidak perlu, lalu simpan ulang."
