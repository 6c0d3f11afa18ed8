"""Tables to files: one file, or all reports of an occasion at once."""

from reports.exports.berkas import FORMATS, Export, export, is_ready, pdf_address, ready_pdf, render_page

__all__ = ["FORMATS", "Export", "export", "is_ready", "pdf_address", "ready_pdf", "render_page"]
