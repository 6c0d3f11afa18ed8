"""The one reader of workbooks that people send in: XLSX, XLS, ODS and CSV, checked to the cell. Knows no app.

`buku` reads a file within the limits of `batas`; `kepala` finds the headings; `nilai` reads single cells.
"""
