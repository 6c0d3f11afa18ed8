from django.urls import path

from reports import views

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("tabel/<str:slug>/", views.tabel, name="tabel"),
    path("tabel/<str:slug>/unduh/<slug:format>", views.unduh, name="unduh"),
    path("laporan/<slug:slug>/", views.laporan, name="laporan-berkala"),
    path("laporan/<slug:slug>/unduh/<slug:format>", views.unduh_laporan, name="unduh-laporan"),
    path("pemeriksaan/", views.pemeriksaan, name="pemeriksaan"),
]
