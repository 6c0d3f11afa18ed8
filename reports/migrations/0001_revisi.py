from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Revisi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kode", models.CharField(max_length=36, verbose_name="kode")),
            ],
            options={
                "verbose_name": "revisi",
                "verbose_name_plural": "revisi",
                "ordering": ["pk"],
            },
        ),
    ]
