"""The picture in ``docs/architecture.md``: which room really imports which."""

from functools import cache

import grimp

OPEN_HOUSES = {"lib", "core"}
WHOLE_HOUSE = {"cli", "__main__", "project"}


@cache
def edges() -> dict[str, list[str]]:
    """For each room the rooms it imports. Those that every room may use and those that see all are left out."""
    graph = grimp.build_graph("danchu", "statute", cache_dir=None)
    rooms = sorted({each.split(".")[1] for each in graph.find_children("danchu")} - OPEN_HOUSES - WHOLE_HOUSE, key=str)
    found: dict[str, set[str]] = {room: set() for room in rooms}
    for room in rooms:
        for module in (f"danchu.{room}", *graph.find_descendants(f"danchu.{room}")):
            for other in graph.find_modules_directly_imported_by(module):
                target = other.split(".")[1] if other.startswith("danchu.") else other.split(".")[0]
                if target != room and target in {*rooms, "statute"}:
                    found[room].add(target)
    return {room: sorted(targets) for room, targets in found.items()}


def picture() -> str:
    """The rooms as a Mermaid graph, later rooms above."""
    lines = ["```mermaid", "graph TD"]
    lines += [f"    {room} --> {other}" for room, others in edges().items() for other in others]
    return "\n".join([*lines, "```"]) + "\n"
