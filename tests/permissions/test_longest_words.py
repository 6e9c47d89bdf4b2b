"""Every text column of the house takes its longest words, whatever is derived from them, on both databases."""

import random

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CharField, FileField, TextField

from danchu.core.models import AppendOnly

pytestmark = pytest.mark.django_db
LETTERS = "aữộ字𠀀 "
"""Of one to four bytes each."""
LONG_TEXT = 20_000


def words(length: int) -> str:
    """Letters that no database can make shorter, with a space here and there."""
    drawn = random.Random(length)
    return "".join(drawn.choices(LETTERS, k=length - 1)) + "ữ"


def columns(model):
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, (CharField, TextField)) and not isinstance(field, FileField)
        if is_text and not field.choices and not field.primary_key:
            yield field


def too_long(row) -> list[str]:
    return [
        f"{row._meta.label}.{each.name}: {len(value)} letters in {each.max_length}"
        for each in row._meta.concrete_fields
        if each.max_length and isinstance(value := getattr(row, each.attname), str) and len(value) > each.max_length
    ]


def test_every_text_column_takes_its_longest_words_with_all_that_is_derived_from_them(world):
    tried, refused, faults = 0, 0, []
    for model in (each for each in apps.get_models() if each.__module__.startswith("danchu.")):
        for field in columns(model):
            row = model._base_manager.order_by("pk").last()
            if row is None:
                continue
            setattr(row, field.attname, words(field.max_length or LONG_TEXT))
            tried += 1
            try:
                with transaction.atomic():
                    row.save()
                    transaction.set_rollback(True)
            except (
                IntegrityError,
                AppendOnly,
            ):  # a rule of the row, such as what a state may be
                refused += 1
            except Exception as fault:
                faults.append(f"{model._meta.label}.{field.name}: {type(fault).__name__} {str(fault)[:120]}")
            faults += too_long(row)
    assert not faults, "\n".join(faults)
    assert tried - refused > 150, f"{refused} of {tried} were refused"
