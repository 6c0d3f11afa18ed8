"""Charts: one set of components, drawn on the server for pages, PDF and Word. Knows no app; see docs/grafik.md."""

from renstra.grafik.batang import Batang, batang
from renstra.grafik.bullet import bullet
from renstra.grafik.contoh import contoh, tanda
from renstra.grafik.garis import garis_target, percikan
from renstra.grafik.hasil import Grafik, Tabel
from renstra.grafik.kuadran import Kuadran, TitikKuadran, kuadran
from renstra.grafik.pohon import Pohon, Simpul, berlembar, pohon
from renstra.grafik.tegak import batang_berpasangan, batang_bertumpuk

__all__ = [
    "Batang",
    "Grafik",
    "Kuadran",
    "Pohon",
    "Simpul",
    "Tabel",
    "TitikKuadran",
    "batang",
    "batang_berpasangan",
    "batang_bertumpuk",
    "berlembar",
    "bullet",
    "contoh",
    "garis_target",
    "kuadran",
    "percikan",
    "pohon",
    "tanda",
]
