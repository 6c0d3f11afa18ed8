"""Excel in: files that offices already have, checked to the cell, previewed, applied whole and undone."""
