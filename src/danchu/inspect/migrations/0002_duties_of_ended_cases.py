"""What the law wanted after a step of a case is not wanted any more once its sender has withdrawn it or it went into
another one; until now such a duty stayed open. No act can be called here, so that the trail knows nothing of it; the
reason stands on each duty."""

from django.db import migrations

from danchu.lib import clock

GONE = "Vụ việc đã kết thúc từ trước. Phần mềm bỏ việc phải làm này khi nâng cấp."


def drop_stale(apps, schema_editor):
    """Cancel what is open about cases that were withdrawn or merged."""
    cases = apps.get_model("inspect", "Case").objects.filter(state__in=["withdrawn", "merged"])
    ended = {f"inspect.case:{pk}" for pk in cases.values_list("pk", flat=True)}
    now = clock.now()
    for duty in apps.get_model("duties", "Duty").objects.filter(state="open", about__startswith="inspect.case:"):
        if duty.about in ended:
            duty.state, duty.reason, duty.ended_at, duty.ended_on = "cancelled", GONE, now, clock.local_day(now)
            duty.save(update_fields=["state", "reason", "ended_at", "ended_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("duties", "0001_squashed_0002_search"),
        ("inspect", "0001_squashed_0010_words_of_senders"),
    ]

    operations = [migrations.RunPython(drop_stale, migrations.RunPython.noop)]
