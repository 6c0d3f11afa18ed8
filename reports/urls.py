from django.urls import path

from reports import views

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("ringkasan/<slug:ukuran>/unduh/pdf", views.unduh_ringkasan, name="unduh-ringkasan"),
    path("kota/", views.kota, name="kota"),
    # /data/: open to all where the agency publishes
    path("data/<slug:pd>/", views.data, name="data"),
    path("data/<slug:pd>/datapackage.json", views.data_paket, name="data-paket"),
    path("data/<slug:pd>/<slug:himpunan>.<slug:format>", views.data_isi, name="data-isi"),
    path("data/<slug:pd>/edisi/<slug:kode>.<slug:format>", views.data_edisi, name="data-edisi"),
    path("anggaran/", views.anggaran, name="anggaran"),
    path("pohon/", views.pohon, name="pohon"),
    path("indikator/", views.daftar_indikator, name="daftar-indikator"),
    path("indikator/<int:pk>/", views.indikator, name="indikator"),
    path("tabel/<str:slug>/", views.tabel, name="tabel"),
    path("tabel/<str:slug>/unduh/<slug:format>", views.unduh, name="unduh"),
    path("laporan/", views.katalog, name="katalog"),
    path("laporan/semua/<slug:kesempatan>/", views.unduh_semua, name="unduh-semua"),
    path("pekerjaan/", views.daftar_pekerjaan, name="daftar-pekerjaan"),
    path("pekerjaan/<int:pk>/", views.pekerjaan, name="pekerjaan"),
    path("pekerjaan/<int:pk>/batal/", views.batal_pekerjaan, name="batal-pekerjaan"),
    path("pekerjaan/<int:pk>/hasil", views.hasil_pekerjaan, name="hasil-pekerjaan"),
    path("laporan/<str:slug>/terbitkan/", views.terbitkan, name="terbitkan"),
    path("edisi/", views.daftar_edisi, name="daftar-edisi"),
    path("edisi/<int:pk>/", views.edisi, name="edisi"),
    path("edisi/<int:pk>/unduh/<slug:format>", views.unduh_edisi, name="unduh-edisi"),
    path("verifikasi/", views.verifikasi, name="verifikasi"),
    path("verifikasi/<str:token>/", views.verifikasi_edisi, name="verifikasi-edisi"),
    path("laporan/lkj/unduh/docx", views.unduh_lkj_docx, name="unduh-lkj-docx"),
    path("laporan/<slug:slug>/", views.laporan, name="laporan-berkala"),
    path("laporan/<slug:slug>/unduh/<slug:format>", views.unduh_laporan, name="unduh-laporan"),
    path("pemeriksaan/", views.pemeriksaan, name="pemeriksaan"),
]
