"""Guards in the database itself: an edition, once published, is never changed or deleted."""

from renstra.lib.pengaman import Guard, Penjaga

EDISI = "reports_edisi"
PENJAGA = Penjaga(
    (
        Guard("ubah", EDISI, "UPDATE", "1 = 1", "Edisi yang sudah terbit tidak dapat diubah."),
        Guard("hapus", EDISI, "DELETE", "1 = 1", "Edisi yang sudah terbit tidak dapat dihapus."),
    )
)
