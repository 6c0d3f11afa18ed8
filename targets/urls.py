"""The quarter's site map: /triwulan/<perangkat daerah>/<unit>/<tahun>/<triwulan>/…"""

from django.urls import include, path

from targets.views import (
    cari,
    isian,
    kerja,
    laporan,
    papan,
    pemberitahuan,
    renaksi,
    rincian,
    serah_terima,
    tahun,
)

entry_urls = [
    path("isi/", isian.isi, name="isi"),
    path("isi/simpan/", isian.simpan_sel, name="simpan-sel"),
    path("baris/<slug:kunci>/", rincian.baris, name="baris"),
    path("baris/<slug:kunci>/lampirkan/", rincian.lampirkan, name="lampirkan"),
    path("bukti/<int:pk>/", rincian.bukti, name="bukti"),
    path("bukti/<int:pk>/lepas/", rincian.lepas_bukti, name="lepas-bukti"),
]

report_urls = [
    path("", laporan.laporan, name="laporan"),
    path("langkah/<slug:aksi>/", laporan.langkah, name="langkah"),
    path("minta-kelonggaran/", laporan.minta_kelonggaran, name="minta-kelonggaran"),
    path("kelonggaran/<int:pk>/putus/", laporan.putus_kelonggaran, name="putus-kelonggaran"),
]

urlpatterns = [
    path("triwulan/", kerja.triwulan, name="triwulan"),
    path("triwulan/papan/", papan.papan_kini, name="papan-kini"),
    path("triwulan/papan/<slug:pd>/<int:tahun>/", papan.papan, name="papan"),
    path("triwulan/papan/<slug:pd>/<int:tahun>/<slug:aksi>/", papan.langkah_banyak, name="langkah-banyak"),
    path("triwulan/siapkan/<slug:pd>/<int:tahun>/", tahun.siapkan_tahun, name="siapkan-tahun"),
    path("triwulan/renaksi/<slug:pd>/<slug:unit>/<int:tahun>/", renaksi.renaksi, name="renaksi"),
    path("triwulan/renaksi/<slug:pd>/<int:tahun>/tetapkan/", renaksi.tetapkan, name="tetapkan-renaksi"),
    path("triwulan/renaksi/<slug:pd>/<int:tahun>/ubah/", renaksi.ubah, name="ubah-renaksi"),
    path("triwulan/<slug:pd>/<slug:unit>/<int:tahun>/<int:triwulan>/", include(report_urls + entry_urls)),
    path("serah-terima/<slug:pd>/", serah_terima.halaman, name="serah-terima"),
    path("pemberitahuan/", pemberitahuan.daftar, name="pemberitahuan"),
    path("pemberitahuan/baca/", pemberitahuan.baca_semua, name="baca-semua"),
    path("pemberitahuan/<int:pk>/buka/", pemberitahuan.buka, name="buka-pemberitahuan"),
    path("cari/", cari.cari, name="cari"),
]
