"""What the demo people type: the same figures each time, near the targets, with the odd ones named one by one."""

from collections.abc import Sequence
from decimal import Decimal
from zlib import crc32

from indicators.choices import Akumulasi, Frekuensi
from indicators.models import Indikator
from programs.models import Subkegiatan
from renstra.lib.numbers import round_half_up
from targets.formulas import NilaiTarget
from targets.management.demo.rencana import CONTOH
from targets.selectors.angka import has_parts
from targets.selectors.lembar import BarisAnggaran, BarisKinerja

KHUSUS: dict[tuple[str, int, int], str] = {
    # no target: not computable
    ("1.06.02.2.03.0001#1.1", 2025, 1): "45",
    ("1.06.02.2.03.0001#1.1", 2025, 3): "60",
    # a target of 0: not computable
    ("1.06.02.2.02#1.1", 2025, 4): "0",
    ("1.06.04.2.01.0002#1.1", 2025, 4): "0",
    # a real zero, and money spent on it
    ("1.06.04.2.01.0010#1.1", 2025, 1): "0",
    ("1.06.04.2.01.0010#1.1", 2026, 3): "0",
    ("2.13.05.2.01.0007#1.1", 2026, 1): "0",
    # not reported
    ("1.06.02.2.03.0014#1.1", 2025, 2): "",
    ("1.06.02.2.03.0014#1.1", 2026, 1): "",
    ("1.06.05.2.02#1.1", 2025, 3): "",
    ("2.13.04.2.01#1.1", 2026, 1): "",
    ("IKK.2", 2025, 4): "",
    # falling
    ("1.06.04#4.1", 2025, 3): "38,5",
    ("1.06.04#4.1", 2025, 4): "31",
    ("1.06.04#4.1", 2026, 1): "27,25",
    ("1.06.04#4.1", 2026, 2): "24",
    ("1.06.04#4.1", 2026, 3): "19,5",
    ("1.06.07.2.01.0002#1.1", 2026, 2): "44",
    ("1.06.07.2.01.0002#1.1", 2026, 3): "41",
    ("S4.1", 2025, 4): "88,72",
    # far above the target
    ("1.06.06.2.01.0001#1.1", 2025, 4): "612",
    ("1.06.04.2.01.0003#1.1", 2026, 2): "31",
}
UANG: dict[tuple[str, int], tuple[str, ...]] = {
    # percent of the pagu spent by the end of each quarter; "" is not reported
    ("1.06.01.2.02.0001", 2025): ("23,61", "49,3", "74,87", "99,64"),
    ("1.06.01.2.02.0001", 2026): ("24,02", "48,95", "73,4"),
    ("1.06.01.2.09.0010", 2025): ("0", "4,6", "21,35", "43,08"),
    ("1.06.06.2.01.0001", 2025): ("18,2", "51", "84,9", "103,47"),  # above the pagu
    ("1.06.04.2.01.0012", 2025): ("0", "0", "38,4", "91,2"),
    ("2.13.05.2.01.0009", 2026): ("0", "0", "0"),
    ("2.13.05.2.01.0006", 2026): ("11,4", ""),
    ("1.06.07.2.01.0003", 2026): ("25", "50", "75"),
}
SERAPAN = (14, 41, 68, 95)
"""Percent of its pagu that a subkegiatan has usually spent by the end of each quarter."""


def figures(baris: BarisKinerja, tahun: int, triwulan: int, targets: Sequence[NilaiTarget]) -> dict[str, str]:
    """Return what is typed on the row of an indicator, by column; nothing where it stays empty."""
    indikator = baris.indikator
    if own := next((contoh for contoh in CONTOH if contoh.kode == indikator.kode), None):
        typed = own.isian[tahun]
        return _columns(indikator, typed[triwulan - 1]) if triwulan <= len(typed) else {}
    special = KHUSUS.get((indikator.kode, tahun, triwulan))
    if special is not None:
        return {"nilai": special} if special else {}
    target = targets[triwulan - 1].nilai
    if not baris.wajib or not isinstance(target, Decimal):
        return {}
    return {"nilai": written(_achieved(indikator, target, tahun, triwulan))}


def _columns(indikator: Indikator, text: str) -> dict[str, str]:
    if has_parts(indikator):
        return dict(zip(("pembilang", "penyebut"), text.split("/"), strict=True))
    return {"kode" if indikator.skala else "nilai": text}


def _achieved(indikator: Indikator, target: Decimal, tahun: int, triwulan: int) -> Decimal:
    """Return a figure near the target of the quarter: a share at most 100, a count in whole numbers."""
    key = f"{indikator.kode} {tahun} {triwulan}"
    if indikator.is_percentage:
        return min(Decimal(100), round_half_up(target * _between(88, 106, key) / 100))
    if indikator.frekuensi == Frekuensi.TAHUNAN:
        return round_half_up(target * _between(97, 103, key) / 100)
    if indikator.akumulasi_triwulan == Akumulasi.JUMLAH:
        return round_half_up(target * _between(75, 120, key) / 100, 0)
    return round_half_up(target * _between(96, 100, key) / 100, 0)


def spent(baris: BarisAnggaran, tahun: int, triwulan: int) -> str:
    """Return the Rupiah typed for this quarter alone; empty where not reported."""
    if not baris.wajib or baris.pagu is None:
        return ""
    shares = _shares(baris.subkegiatan, tahun)
    if triwulan > len(shares) or shares[triwulan - 1] is None:
        return ""
    before, now = ((shares[n] or Decimal(0)) if n >= 0 else Decimal(0) for n in (triwulan - 2, triwulan - 1))
    amount = baris.pagu.nilai * (now - before) / 100
    sen = Decimal("0.5") if amount and triwulan == 2 and baris.subkegiatan.kode.endswith("2.08.0002") else 0
    return written(round_half_up(amount, 0) + sen)


def _shares(subkegiatan: Subkegiatan, tahun: int) -> list[Decimal | None]:
    special = UANG.get((subkegiatan.kode, tahun))
    if special:
        return [Decimal(share.replace(",", ".")) if share else None for share in special]
    return [
        Decimal(share) + Decimal(_between(-300, 400, f"{subkegiatan.kode} {tahun} {n}")) / 100
        for n, share in enumerate(SERAPAN)
    ]


def _between(low: int, high: int, key: str) -> int:
    """Return a number that looks accidental and is always the same for `key`."""
    return low + crc32(key.encode()) % (high - low + 1)


def written(value: Decimal) -> str:
    """Write a figure as a person types it without doubt: no thousands, a decimal comma."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
