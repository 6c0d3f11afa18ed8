from django.urls import path

from reports import views

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("tabel/<str:slug>/", views.tabel, name="tabel"),
    path("tabel/<str:slug>/unduh/<slug:format>", views.unduh, name="unduh"),
    path("laporan/", views.katalog, name="katalog"),
    path("laporan/semua/<slug:kesempatan>/", views.unduh_semua, name="unduh-semua"),
    path("pekerjaan/", views.daftar_pekerjaan, name="daftar-pekerjaan"),
    path("pekerjaan/<int:pk>/", views.pekerjaan, name="pekerjaan"),
    path("pekerjaan/<int:pk>/batal/", views.batal_pekerjaan, name="batal-pekerjaan"),
    path("pekerjaan/<int:pk>/hasil", views.hasil_pekerjaan, name="hasil-pekerjaan"),
    path("laporan/<slug:slug>/", views.laporan, name="laporan-berkala"),
    path("laporan/<slug:slug>/unduh/<slug:format>", views.unduh_laporan, name="unduh-laporan"),
    path("pemeriksaan/", views.pemeriksaan, name="pemeriksaan"),
]
