from django.core.files.base import ContentFile

from danchu.lib import clock
from danchu.ward.models import RollImport, RollImportLine
from danchu.ward.states import ImportState

ROUTES = ("roll-import", "roll-import-columns", "roll-import-faults", "roll-import-apply", "roll-import-discard")
COUNTS = dict.fromkeys(
    (
        *("rows", "good_rows", "bad_rows", "faults", "groups_new", "households_left_out", "households_missing"),
        *("households_new", "households_changed", "households_unchanged"),
        *("people_new", "people_changed", "people_unchanged", "people_missing"),
    ),
    1,
)


def begun(world, state: str) -> RollImport:
    ended = clock.now() if state == ImportState.DONE else None
    return RollImport.objects.create(
        ward=world.ward, file_name="ho.csv", state=state, started_at=clock.now(), ended_at=ended, counts=COUNTS
    )


def furnish(world):
    row = begun(world, ImportState.READY)
    row.file.save("roll", ContentFile("Mã hộ,Chủ hộ\nH1,Nguyễn Văn An\n".encode()))
    world.samples |= {f"ward:{name}": (row.pk,) for name in ROUTES}


def grow(world, many):
    row = RollImport.objects.get(ward=world.ward, state=ImportState.READY)
    already = RollImportLine.objects.filter(roll_import=row).count()
    for position in range(already + 1, already + many + 1):
        begun(world, ImportState.DONE)
        RollImportLine.objects.create(
            ward=world.ward, roll_import=row, position=position, kind="fault", row=position, message="Thiếu mã hộ."
        )
