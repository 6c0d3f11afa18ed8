"""What staff type for an indicator and how its year is made, in full words: never the bare word "kumulatif"."""

from indicators.choices import Akumulasi, CaraIsi
from indicators.models import Indikator

KETIK = {
    CaraIsi.TRIWULAN: "Ketik angka triwulan ini saja",
    CaraIsi.SD_TRIWULAN: "Ketik angka sejak Januari sampai akhir triwulan ini",
}
KETIK_ANGGARAN = "Ketik rupiah yang terserap pada triwulan ini saja"
SETAHUN_ANGGARAN = "Angka setahun adalah jumlah rupiah keempat triwulan."
_SETAHUN = {
    (CaraIsi.TRIWULAN, Akumulasi.JUMLAH): "jumlah angka triwulan yang dilaporkan",
    (CaraIsi.TRIWULAN, Akumulasi.POSISI_AKHIR): "angka triwulan terakhir yang dilaporkan; tidak dijumlahkan",
    (CaraIsi.TRIWULAN, Akumulasi.RATA_RATA): "rata-rata angka triwulan yang dilaporkan",
    (CaraIsi.TRIWULAN, Akumulasi.MAKSIMUM): "angka tertinggi di antara triwulan yang dilaporkan",
    (CaraIsi.SD_TRIWULAN, Akumulasi.JUMLAH): "angka terakhir yang dilaporkan, karena sudah berupa jumlah",
    (CaraIsi.SD_TRIWULAN, Akumulasi.POSISI_AKHIR): "angka terakhir yang dilaporkan; tidak dijumlahkan",
    (CaraIsi.SD_TRIWULAN, Akumulasi.RATA_RATA): "angka terakhir yang dilaporkan, karena sudah berupa rata-rata",
    (CaraIsi.SD_TRIWULAN, Akumulasi.MAKSIMUM): "angka terakhir yang dilaporkan, karena sudah nilai tertinggi",
}
_ANTARTAHUN = {
    Akumulasi.JUMLAH: "angka tahun-tahunnya dijumlahkan",
    Akumulasi.POSISI_AKHIR: "angka tahun terakhir; tidak dijumlahkan, sebab yang dihitung dapat sama tiap tahun",
    Akumulasi.RATA_RATA: "rata-rata angka tahun yang dilaporkan",
    Akumulasi.MAKSIMUM: "angka tahun tertinggi",
}


def what_to_type(indikator: Indikator) -> str:
    """Return the instruction beside the field."""
    if indikator.skala:
        return "Pilih nilai pada akhir triwulan ini"
    return KETIK[CaraIsi(indikator.cara_isi)]


def how_the_year_is_made(indikator: Indikator) -> str:
    way = CaraIsi(indikator.cara_isi), Akumulasi(indikator.akumulasi_triwulan)
    return f"Angka setahun adalah {_SETAHUN[way]}."


def how_the_period_is_made(indikator: Indikator) -> str:
    return f"Angka selama Renstra: {_ANTARTAHUN[Akumulasi(indikator.akumulasi_tahun)]}."
