"""make bench: figures as ratios to their floors, measured in one run on one machine. Benchmarks are not tests.

``make bench PART=pages`` measures one part.
"""

import sys
from collections.abc import Callable, Iterator

from bench import parts
from bench.homes import Homes, homes
from bench.parts import Line

PARTS: dict[str, Callable[[Homes], Iterator[Line]]] = {
    each.__name__: each
    for each in (parts.start, parts.pages, parts.votes, parts.search, parts.cases, parts.imports, parts.memory)
}


def main(chosen: list[str]) -> int:
    if unknown := set(chosen) - set(PARTS):
        print(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 2
    print("each figure is a ratio; a second one in brackets is by answers a second, the first by processor time\n")
    with homes() as made:
        for name in chosen or PARTS:
            for what, figure, aim in PARTS[name](made):
                print(f"{what:<84} {figure:>12}   aim: {aim}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
