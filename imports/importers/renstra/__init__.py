"""Brings a whole Renstra in from a workbook."""
