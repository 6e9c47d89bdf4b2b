from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_audit_ward"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="auditentry",
            name="audit_entry_target",
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["ward", "target_type", "target_id", "-at", "-id"], name="audit_entry_history"),
        ),
    ]
