from imports.models.impor import Impor

__all__ = ["Impor"]
