"""Second of three steps that hand Dokumen down to programs: the table is there already, only Django is told."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0002_akun'),
        ('targets', '0002_dokumen_ganti_tabel'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Dokumen',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                        ('jenis', models.CharField(choices=[('renstra', 'Renstra'), ('renja', 'Renja'), ('dpa', 'DPA'), ('pk', 'Perjanjian Kinerja'), ('renaksi', 'Rencana Aksi')], max_length=10, verbose_name='jenis')),
                        ('tahun', models.PositiveSmallIntegerField(help_text='Tahun yang diatur; untuk Renstra: tahun awal periode.', verbose_name='tahun')),
                        ('perubahan_ke', models.PositiveSmallIntegerField(default=0, help_text='0 = murni', verbose_name='perubahan ke')),
                        ('status', models.CharField(choices=[('rancangan', 'Rancangan'), ('ditetapkan', 'Ditetapkan'), ('dicabut', 'Dicabut')], default='rancangan', max_length=12, verbose_name='status')),
                        ('nomor', models.CharField(blank=True, max_length=100, verbose_name='nomor')),
                        ('tanggal', models.DateField(blank=True, null=True, verbose_name='tanggal')),
                        ('berlaku_mulai', models.DateField(blank=True, null=True, verbose_name='berlaku mulai')),
                        ('renstra', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dokumen', to='programs.renstra', verbose_name='Renstra')),
                    ],
                    options={
                        'verbose_name': 'dokumen',
                        'verbose_name_plural': 'dokumen',
                        'ordering': ['renstra', 'jenis', 'tahun', 'perubahan_ke'],
                    },
                ),
                migrations.AddConstraint(
                    model_name='dokumen',
                    constraint=models.UniqueConstraint(fields=('renstra', 'jenis', 'tahun', 'perubahan_ke'), name='dokumen_versi_unik', violation_error_message='Dokumen jenis, tahun, dan perubahan ini sudah ada.'),
                ),
                migrations.AddConstraint(
                    model_name='dokumen',
                    constraint=models.CheckConstraint(condition=models.Q(('jenis__in', ['renstra', 'renja', 'dpa', 'pk', 'renaksi'])), name='dokumen_jenis_dikenal', violation_error_message='Jenis dokumen tidak dikenal.'),
                ),
                migrations.AddConstraint(
                    model_name='dokumen',
                    constraint=models.CheckConstraint(condition=models.Q(('status__in', ['rancangan', 'ditetapkan', 'dicabut'])), name='dokumen_status_dikenal', violation_error_message='Status dokumen tidak dikenal.'),
                ),
            ],
        ),
    ]
