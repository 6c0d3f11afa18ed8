"""The revision: a word in the database that changes whenever anything behind the tables does."""

from django.db import connection, models


class Revisi(models.Model):
    """A random word that database triggers renew at every change; see `reports/triggers.py`.

    On PostgreSQL there may be several rows, because writers at the same time each renew one of their own.
    """

    kode = models.CharField("kode", max_length=36)

    class Meta:
        verbose_name = "revisi"
        verbose_name_plural = "revisi"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.kode

    @classmethod
    def current(cls) -> str:
        """Return the present revision; empty where no trigger has written one yet.

        Read it before the data it stands for: what is read later is then at least as new. One plain statement,
        because this runs before every page that may be ready.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT kode FROM reports_revisi")
            return " ".join(sorted(row[0] for row in cursor.fetchall()))
