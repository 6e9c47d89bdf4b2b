"""Duties about decisions and codes: those of papers name their decision, and what has ended asks for nothing any more.

Until now a duty of papers held the decision's title, so that nothing found it again; and withdrawing a decision,
replacing a code and electing a new leader ended no duty. No act can be called here, so that the trail knows nothing of
it; the reason stands on each duty.
"""

from django.db import migrations

from danchu.lib import clock

GONE = "Việc đã kết thúc từ trước. Phần mềm bỏ việc phải làm này khi nâng cấp."


def name_decisions(apps, schema_editor):
    """Of a duty of papers the key names decision and group: "discuss:papers:12:3"."""
    duties = apps.get_model("duties", "Duty").objects
    for duty in duties.filter(kind="discuss.papers").exclude(about__startswith="discuss.decision:"):
        duty.about = f"discuss.decision:{duty.key.split(':')[2]}"
        duty.save(update_fields=["about"])


def drop_stale(apps, schema_editor):
    """Cancel what is open about withdrawn decisions and replaced codes."""
    decisions, codes = apps.get_model("discuss", "Decision").objects, apps.get_model("discuss", "VillageCode").objects
    for label, rows in (
        ("discuss.decision", decisions.filter(state="withdrawn")),
        ("discuss.villagecode", codes.exclude(ended_on=None)),
    ):
        ended = {f"{label}:{pk}" for pk in rows.values_list("pk", flat=True)}
        for duty in _open(apps).filter(about__startswith=f"{label}:"):
            if duty.about in ended:
                _end(duty, state="cancelled", reason=GONE)


def fulfil_elections(apps, schema_editor):
    """Where a leader was released and a new one has been elected and recognised since, the election is done."""
    decisions = apps.get_model("discuss", "Decision").objects
    elections = decisions.filter(kind="head", release=None, recognition="recognised").order_by("recognised_on")
    for duty in _open(apps).filter(kind="discuss.new_election"):
        released = decisions.get(pk=duty.about.partition(":")[2])
        groups = released.groups.values("group")
        chosen = elections.filter(recognised_on__gte=duty.arose_on, groups__group__in=groups).first()
        if chosen is not None:
            _end(duty, state="fulfilled", fulfilled_by=chosen.title[:200])


def _open(apps):
    return apps.get_model("duties", "Duty").objects.filter(state="open")


def _end(duty, **given):
    now = clock.now()
    vars(duty).update(given, ended_at=now, ended_on=clock.local_day(now))
    duty.save(update_fields=[*given, "ended_at", "ended_on"])


class Migration(migrations.Migration):
    dependencies = [
        ("discuss", "0001_squashed_0008_count_place"),
        ("duties", "0001_squashed_0002_search"),
    ]

    operations = [
        migrations.RunPython(name_decisions, migrations.RunPython.noop),
        migrations.RunPython(drop_stale, migrations.RunPython.noop),
        migrations.RunPython(fulfil_elections, migrations.RunPython.noop),
    ]
