"""Last of three steps that hand Dokumen down to programs: what points to it points to the same rows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('targets', '0002_dokumen_ganti_tabel'),
        ('programs', '0003_dokumen'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='catatansumber',
                    name='dokumen',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='programs.dokumen', verbose_name='dokumen'),
                ),
                migrations.AlterField(
                    model_name='nilaitercetak',
                    name='dokumen',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='programs.dokumen', verbose_name='dokumen'),
                ),
                migrations.AlterField(
                    model_name='pagu',
                    name='dokumen',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='programs.dokumen', verbose_name='dokumen'),
                ),
                migrations.AlterField(
                    model_name='target',
                    name='dokumen',
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s_set', to='programs.dokumen', verbose_name='dokumen'),
                ),
                migrations.DeleteModel(name='Dokumen'),
            ],
        ),
    ]
