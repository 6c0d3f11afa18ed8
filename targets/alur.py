"""The life of a quarterly report as one table: from which state, which action, by whom, when, to where.

The database holds the same pairs of states by trigger (`targets.pengaman`).
"""

from dataclasses import dataclass
from enum import StrEnum

from targets.choices import Aksi, StatusLaporan

DRAF, DIAJUKAN, DIKEMBALIKAN, DIVERIFIKASI, DIKUNCI = StatusLaporan


class Pelaku(StrEnum):
    """In what capacity a person acts on a report; `targets.permissions.capacities` says who has which."""

    PENGISI = "pengisi"
    PEMERIKSA = "pemeriksa"
    PENGUNCI = "pengunci"


class Syarat(StrEnum):
    """What must hold besides state and capacity; `targets.services.laporan` checks each."""

    PERIODE_TERBUKA = "periode_terbuka"
    SIAP_DIAJUKAN = "siap_diajukan"
    BUKAN_PENGISINYA = "bukan_pengisinya"
    BERCATATAN = "bercatatan"


@dataclass(frozen=True, slots=True)
class Transisi:
    """One allowed step."""

    aksi: Aksi
    dari: frozenset[StatusLaporan]
    ke: StatusLaporan
    pelaku: frozenset[Pelaku]
    syarat: tuple[Syarat, ...] = ()


TRANSISI = (
    Transisi(
        Aksi.AJUKAN,
        frozenset({DRAF, DIKEMBALIKAN}),
        DIAJUKAN,
        frozenset({Pelaku.PENGISI}),
        (Syarat.PERIODE_TERBUKA, Syarat.SIAP_DIAJUKAN),
    ),
    Transisi(Aksi.TARIK, frozenset({DIAJUKAN}), DRAF, frozenset({Pelaku.PENGISI}), (Syarat.PERIODE_TERBUKA,)),
    Transisi(
        Aksi.KEMBALIKAN,
        frozenset({DIAJUKAN, DIVERIFIKASI}),
        DIKEMBALIKAN,
        frozenset({Pelaku.PEMERIKSA, Pelaku.PENGUNCI}),
        (Syarat.BERCATATAN,),
    ),
    Transisi(
        Aksi.VERIFIKASI,
        frozenset({DIAJUKAN}),
        DIVERIFIKASI,
        frozenset({Pelaku.PEMERIKSA}),
        (Syarat.BUKAN_PENGISINYA,),
    ),
    Transisi(Aksi.KUNCI, frozenset({DIVERIFIKASI}), DIKUNCI, frozenset({Pelaku.PENGUNCI})),
)


def transition(aksi: Aksi, status: str) -> Transisi | None:
    """Return the step `aksi` from `status`, None where there is none."""
    return next((t for t in TRANSISI if t.aksi == aksi and status in t.dari), None)


def actions(status: str, pelaku: frozenset[Pelaku]) -> list[Aksi]:
    """Return the actions a person with these capacities may try from `status`; conditions are checked on doing."""
    return [t.aksi for t in TRANSISI if status in t.dari and t.pelaku & pelaku]
