from reports.models.pekerjaan import Pekerjaan
from reports.models.revisi import Revisi

__all__ = ["Pekerjaan", "Revisi"]
