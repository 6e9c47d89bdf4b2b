"""The tables that a fresh database gets are those that the models describe."""

from django.core.management import call_command
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from danchu.core.tables import CreateModels

WARD = CreateModel("Ward", [])
GROUP = CreateModel("Group", [])


def test_no_change_of_a_model_lacks_its_migration(db):
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_a_fresh_database_takes_each_room_in_one_step():
    loader = MigrationLoader(None)
    several = {key: step for key, step in loader.disk_migrations.items() if step.replaces}
    assert several
    for (room, _), step in several.items():
        assert isinstance(step.operations[0], CreateModels), room


def test_models_made_at_once_are_those_made_one_by_one():
    at_once, one_by_one = ProjectState(), ProjectState()
    CreateModels([WARD, GROUP]).state_forwards("core", at_once)
    for each in (WARD, GROUP):
        each.state_forwards("core", one_by_one)
    assert at_once == one_by_one
    assert set(at_once.models) == {("core", "ward"), ("core", "group")}
