"""The quarter's site map: /triwulan/<perangkat daerah>/<unit>/<tahun>/<triwulan>/…"""

from django.urls import include, path

from targets.views import isian, rincian

entry_urls = [
    path("isi/", isian.isi, name="isi"),
    path("isi/simpan/", isian.simpan_sel, name="simpan-sel"),
    path("baris/<slug:kunci>/", rincian.baris, name="baris"),
    path("baris/<slug:kunci>/lampirkan/", rincian.lampirkan, name="lampirkan"),
    path("bukti/<int:pk>/", rincian.bukti, name="bukti"),
    path("bukti/<int:pk>/lepas/", rincian.lepas_bukti, name="lepas-bukti"),
]

urlpatterns = [
    path("triwulan/<slug:pd>/<slug:unit>/<int:tahun>/<int:triwulan>/", include(entry_urls)),
]
