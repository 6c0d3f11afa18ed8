"""Panels of the dashboard: what `reports.selectors.dasbor` reads, written the house way and drawn."""
