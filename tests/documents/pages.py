"""The pages of ``docs/`` that are made from the code, whole or between two marks."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from statute.report import markdown
from tests.documents import clauses, glossary, permissions, rooms

DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- generated: begin -->\n", "<!-- generated: end -->\n"


@dataclass(frozen=True)
class Page:
    """A page, what makes it, and whether that is the whole page or only what stands between the marks."""

    path: Path
    make: Callable[[], str]
    whole: bool = True

    def made(self) -> str:
        """The page as it should be."""
        if self.whole:
            return self.make()
        before, rest = self.path.read_text(encoding="utf-8").split(BEGIN)
        return before + BEGIN + self.make() + END + rest.split(END)[1]

    @property
    def is_fresh(self) -> bool:
        return self.path.exists() and self.path.read_text(encoding="utf-8") == self.made()


PAGES = (
    Page(DOCS / "clauses.md", clauses.page),
    Page(DOCS / "permissions.md", permissions.page),
    Page(DOCS / "law.md", markdown),
    Page(DOCS / "glossary.md", glossary.page),
    Page(DOCS / "architecture.md", rooms.picture, whole=False),
)


def stale() -> list[Page]:
    """The pages that are not as the code would make them."""
    return [page for page in PAGES if not page.is_fresh]
