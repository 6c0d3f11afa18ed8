"""First of three steps that hand Dokumen down to programs: its table takes the new name, the rows stay."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('targets', '0001_awal'),
    ]

    operations = [
        migrations.AlterModelTable(name='dokumen', table='programs_dokumen'),
    ]
