from django.db import migrations


class Migration(migrations.Migration):
    """Searches of the trail have the index of words (``core.searching``) instead."""

    dependencies = [
        ("core", "0010_law"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="auditentry", name="audit_entry_search"),
    ]
