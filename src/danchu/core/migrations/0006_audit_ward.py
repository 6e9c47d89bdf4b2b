import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the one before, since PostgreSQL alters no table whose rows the same transaction has filled."""

    dependencies = [
        ("core", "0005_audit"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditentry",
            name="ward",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="core.ward",
                verbose_name="phường, xã",
            ),
        ),
    ]
