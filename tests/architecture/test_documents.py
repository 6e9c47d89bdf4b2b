"""The generated pages of ``docs/`` are those that the code of today makes; names and terms are all there."""

import re

import pytest

from danchu.core.official import WITHIN
from danchu.resolution.clauses import load_clauses
from tests.architecture.test_rooms import ORDER
from tests.documents import glossary, rooms
from tests.documents.pages import DOCS, PAGES
from tests.documents.reading import acts


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.name)
def test_a_generated_page_is_fresh(page):
    assert page.is_fresh, f"docs/{page.path.name} is stale: run make docs"


def test_the_picture_shows_no_room_that_looks_at_a_later_one():
    assert rooms.edges()
    for room, others in rooms.edges().items():
        for other in others:
            assert other == "statute" or ORDER.index(other) < ORDER.index(room)


def test_every_model_has_a_vietnamese_term_and_says_what_it_is():
    silent = [
        f"{room}.{model.__name__}"
        for room in ORDER
        for model in glossary.own_models(room)
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(") or not glossary.term(model)
    ]
    assert silent == []


def test_every_official_act_serves_a_clause_of_the_resolution():
    known = {clause.id for clause in load_clauses()}
    assert {name for name, act in acts().items() if act.clause not in known} == set()
    assert any(act.policy == WITHIN for act in acts().values())


def test_the_index_names_every_page_and_every_link_leads_somewhere():
    pages = {page.name for page in DOCS.glob("*.md")} - {"README.md"}
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    assert pages <= set(re.findall(r"\]\(([\w-]+\.md)\)", index))
    broken = [
        f"{page.name}: {target}"
        for page in DOCS.glob("*.md")
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
