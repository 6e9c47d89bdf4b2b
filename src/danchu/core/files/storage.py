"""Keeping a checked file: its content once per ward, found again by its hash."""

from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from danchu.core.files.checks import PREVIEW_EDGES, CheckedFile
from danchu.core.models import StoredFile, Ward
from danchu.core.models.files import place_of


def store(*, ward: Ward, upload: CheckedFile, at: datetime) -> StoredFile:
    """Keep ``upload`` for ``ward``. The same content under the same name is kept once and given back."""
    stored = StoredFile(
        ward=ward, name=upload.safe_name, mime=upload.mime, size=upload.size, sha256=upload.sha256, uploaded_at=at
    )
    same = StoredFile.objects.filter(ward=ward, sha256=stored.sha256, name=stored.name, mime=stored.mime).first()
    place = place_of(stored, stored.name)
    _keep(place, upload.content)
    for edge, content in upload.smaller.items():
        _keep(_preview_place(place, edge), content)
    if same:
        return same
    stored.content.name = place
    stored.save()
    return stored


def forget(stored: StoredFile) -> bool:
    """Delete ``stored`` where nothing refers to it any more; its content goes with the last row that has it, once the
    transaction is over. False where it is still used."""
    relations = stored._meta.related_objects
    if any(each.related_model._base_manager.filter(**{each.field.name: stored}).exists() for each in relations):
        return False
    place = str(stored.content.name)
    stored.delete()
    if not StoredFile.objects.filter(content=place).exists():
        for each in (place, *(_preview_place(place, edge) for edge in PREVIEW_EDGES)):
            transaction.on_commit(partial(default_storage.delete, each))
    return True


def preview_of(stored: StoredFile, edge: int) -> str:
    """The place of the smaller version of a picture, or of the picture itself where there is none."""
    smaller = _preview_place(str(stored.content.name), edge)
    if edge in PREVIEW_EDGES and default_storage.exists(smaller):
        return smaller
    return str(stored.content.name)


def _preview_place(place: str, edge: int) -> str:
    return f"{place}-{edge}"


def _keep(place: str, content: bytes) -> None:
    if default_storage.exists(place):
        if default_storage.size(place) == len(content):
            return
        default_storage.delete(place)  # an interrupted upload left it unfinished
    default_storage.save(place, ContentFile(content))
