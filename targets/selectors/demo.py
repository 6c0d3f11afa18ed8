"""How what the demo put into a database is known."""

from django.db.models import Q

from programs.choices import JenisDokumen

NOMOR_DEMO = "DEMO/"
"""How the number of the demo's rencana aksi begins; no reported figure of the demo is there without it."""

DEMO_DOCUMENT = Q(jenis=JenisDokumen.RENAKSI, nomor__startswith=NOMOR_DEMO)
"""The documents by which figures are known as the demo's own, whatever `DEMO` says now."""
