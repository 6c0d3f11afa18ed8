from django.urls import path

from imports import views

urlpatterns = [
    path("impor/", views.daftar, name="daftar-impor"),
    path("impor/baru/<slug:kode>/", views.unggah, name="unggah-impor"),
    path("impor/baru/<slug:kode>/templat", views.templat, name="templat-impor"),
    path("impor/<int:pk>/", views.impor, name="impor"),
    path("impor/<int:pk>/jawab/", views.jawab, name="jawab-impor"),
    path("impor/<int:pk>/terapkan/", views.terapkan, name="terapkan-impor"),
    path("impor/<int:pk>/urungkan/", views.urungkan, name="urungkan-impor"),
    path("impor/<int:pk>/batal/", views.batal, name="batal-impor"),
    path("impor/<int:pk>/berkas", views.unduh_asli, name="berkas-impor"),
    path("impor/<int:pk>/catatan", views.unduh_catatan, name="catatan-impor"),
]
