import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('programs', '0006_mulai_wajib'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalDokumen',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('diubah_pada', models.DateTimeField(blank=True, editable=False, verbose_name='diubah pada')),
                ('jenis', models.CharField(choices=[('renstra', 'Renstra'), ('renja', 'Renja'), ('dpa', 'DPA'), ('pk', 'Perjanjian Kinerja'), ('renaksi', 'Rencana Aksi')], max_length=10, verbose_name='jenis')),
                ('tahun', models.PositiveSmallIntegerField(help_text='Tahun yang diatur; untuk Renstra: tahun awal periode.', verbose_name='tahun')),
                ('perubahan_ke', models.PositiveSmallIntegerField(default=0, help_text='0 = murni', verbose_name='perubahan ke')),
                ('status', models.CharField(choices=[('rancangan', 'Rancangan'), ('ditetapkan', 'Ditetapkan'), ('dicabut', 'Dicabut')], default='rancangan', max_length=12, verbose_name='status')),
                ('nomor', models.CharField(blank=True, max_length=100, verbose_name='nomor')),
                ('tanggal', models.DateField(blank=True, null=True, verbose_name='tanggal')),
                ('berlaku_mulai', models.DateField(blank=True, null=True, verbose_name='berlaku mulai')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pihak_kedua', models.ForeignKey(blank=True, db_constraint=False, help_text='Atasan yang menerima janji, pada Perjanjian Kinerja.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programs.jabatan', verbose_name='pihak kedua')),
                ('pihak_pertama', models.ForeignKey(blank=True, db_constraint=False, help_text='Yang berjanji, pada Perjanjian Kinerja.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programs.jabatan', verbose_name='pihak pertama')),
                ('renstra', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programs.renstra', verbose_name='Renstra')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, help_text='Kosong bila dokumen berlaku untuk seluruh perangkat daerah.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programs.unitkerja', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'riwayat dokumen',
                'verbose_name_plural': 'riwayat dokumen',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalPenugasan',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('diubah_pada', models.DateTimeField(blank=True, editable=False, verbose_name='diubah pada')),
                ('peran', models.CharField(choices=[('staf', 'Staf bidang'), ('sekretariat', 'Sekretariat (perencana)'), ('kepala', 'Kepala Dinas'), ('admin', 'Admin'), ('pembaca_kota', 'Pembaca kota (Bappeda, Inspektorat)')], max_length=20, verbose_name='peran')),
                ('mulai', models.DateField(default=django.utils.timezone.localdate, verbose_name='mulai')),
                ('selesai', models.DateField(blank=True, null=True, verbose_name='selesai')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pengguna', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pengguna')),
                ('perangkat_daerah', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programs.perangkatdaerah', verbose_name='perangkat daerah')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='programs.unitkerja', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'riwayat penugasan',
                'verbose_name_plural': 'riwayat penugasan',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
