"""The quarter's site map: /triwulan/<perangkat daerah>/<unit>/<tahun>/<triwulan>/…"""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
