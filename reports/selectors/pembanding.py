"""What others reached or standards ask, beside an indicator of the plan."""

from collections.abc import Mapping

from reports.selectors.permintaan import Permintaan
from targets.models import Pembanding


def newest_comparisons(asked: Permintaan) -> Mapping[int, Mapping[str, Pembanding]]:
    """Return by indicator and kind the figure stated last up to the asked year; one query.

    One stated of an earlier version of the indicator holds for it; of the same year its own goes first.
    """
    versi = asked.figures.berlaku.versi.indikator
    rows = Pembanding.objects.filter(indikator__renstra=asked.renstra, tahun__lte=asked.tahun)
    found: dict[int, dict[str, Pembanding]] = {}
    for row in sorted(rows.order_by(), key=lambda row: (row.tahun, row.indikator_id not in versi)):
        found.setdefault(versi.get(row.indikator_id, row.indikator_id), {})[row.jenis] = row
    return found
