from django.urls import path

from reports import views

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("tabel/<str:slug>/", views.tabel, name="tabel"),
    path("tabel/<str:slug>/unduh/<slug:format>", views.unduh, name="unduh"),
    path("evaluasi/<slug:slug>/", views.evaluasi, name="evaluasi"),
    path("evaluasi/<slug:slug>/unduh/<slug:format>", views.unduh_evaluasi, name="unduh-evaluasi"),
    path("pemeriksaan/", views.pemeriksaan, name="pemeriksaan"),
]
