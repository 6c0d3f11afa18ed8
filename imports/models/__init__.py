from imports.models.impor import Impor
from imports.models.pemetaan import Pemetaan

__all__ = ["Impor", "Pemetaan"]
