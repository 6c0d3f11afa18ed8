"""Every row of the plan that is there began with its Renstra's own document (murni)."""

from django.db import migrations


ROWS = ("Tujuan", "Sasaran", "Urusan", "BidangUrusan", "Program", "Kegiatan", "Subkegiatan")


def murni(apps, renstra):
    """Return the Renstra's own document; a Renstra that has none gets one as rancangan, which rules nothing."""
    key = {"renstra": renstra, "jenis": "renstra", "tahun": renstra.tahun_awal, "perubahan_ke": 0}
    return apps.get_model("programs", "Dokumen").objects.get_or_create(**key, defaults={"status": "rancangan"})[0]


def begin_rows(apps, schema_editor):
    for renstra in apps.get_model("programs", "Renstra").objects.all():
        dokumen = murni(apps, renstra)
        for name in ROWS:
            apps.get_model("programs", name).objects.filter(renstra=renstra).update(mulai=dokumen)


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0004_baris_dokumen'),
    ]

    operations = [
        migrations.RunPython(begin_rows, migrations.RunPython.noop),
    ]
