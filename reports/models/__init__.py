from reports.models.edisi import Edisi
from reports.models.pekerjaan import Pekerjaan
from reports.models.revisi import Revisi

__all__ = ["Edisi", "Pekerjaan", "Revisi"]
