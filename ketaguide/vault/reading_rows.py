"""All rows of a damaged database: along its trees where they hold, page by page where not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ketaguide.base.pulse import Pulse
from ketaguide.vault import cells, shapes
from ketaguide.vault.cells import Row
from ketaguide.vault.pages import PageFile
from ketaguide.vault.shapes import Shape

# Source: SQLite file format, section 1.4: the page that holds byte 2^30 is never used.
_LOCK_PAGE = 2**30 // 4096 + 1
# Source: SQLite file format, section 1.3.9: how many pages there should be.
_COUNT_AT = slice(28, 32)
_SCHEMA_ROOT = 1
_SCHEMA_COLUMNS = 5
_PULSE_PAGES = 64


@dataclass
class Map:
    """What kinds of pages a file has.

    Attributes:
        lost: pages that do not prove themselves, or lie beyond the end.
        below: for each interior page of a table, the pages below it.
        leaves: pages with rows.
        tables: for a leaf that a tree leads to, the name of its table.
    """

    lost: int = 0
    below: dict[int, list[int]] = field(default_factory=dict)
    leaves: list[int] = field(default_factory=list)
    tables: dict[int, str] = field(default_factory=dict)


def survey(file: PageFile, *, pulse: Pulse) -> Map:
    """Look at every page once.

    Raises:
        Cancelled: by the pulse.
    """
    found = Map()
    for number in range(1, file.count + 1):
        if number % _PULSE_PAGES == 0:
            pulse(number, 2 * file.count)
        page = file.read(number)
        if page is None:
            found.lost += number != _LOCK_PAGE
            continue
        sort = cells.kind(page, number)
        if sort == cells.TABLE_INTERIOR:
            found.below[number] = cells.children(page, number)
        elif sort in (cells.TABLE_LEAF, cells.INDEX_LEAF, cells.INDEX_INTERIOR):
            found.leaves.append(number)
        if number == 1:
            found.lost += max(0, int.from_bytes(page[_COUNT_AT], "big") - file.count)
    _follow_trees(file, found)
    return found


def rows(
    file: PageFile, found: Map, known: Mapping[str, Shape], *, pulse: Pulse
) -> Iterator[tuple[Shape, Row]]:
    """Every row that fits a table of ours.

    Raises:
        Cancelled: by the pulse.
    """
    for done, number in enumerate(found.leaves):
        if done % _PULSE_PAGES == 0:
            pulse(file.count + done, 2 * file.count)
        page = file.read(number)
        if page is None:
            continue
        here = list(cells.rows(page, number, file.read))
        shape = known.get(found.tables.get(number, ""))
        if number not in found.tables:
            shape = shapes.most_fitting(tuple(known.values()), here)
        if shape is not None:
            yield from ((shape, row) for row in here if shape.fits(row))


def _follow_trees(file: PageFile, found: Map) -> None:
    for name, root in _roots(file, found).items():
        for leaf in _leaves_below(found, root):
            found.tables[leaf] = name


def _roots(file: PageFile, found: Map) -> dict[str, int]:
    roots = {"sqlite_schema": _SCHEMA_ROOT}
    for leaf in _leaves_below(found, _SCHEMA_ROOT):
        page = file.read(leaf)
        for row in cells.rows(page, leaf, file.read) if page is not None else ():
            if len(row.values) == _SCHEMA_COLUMNS:
                sort, name, _table, root, _sql = row.values
                if sort == "table" and isinstance(name, str) and isinstance(root, int):
                    roots[name] = root
    return roots


def _leaves_below(found: Map, root: int) -> list[int]:
    """Leaves of one tree, whatever circles a damaged tree goes in."""
    seen: set[int] = set()
    due = [root]
    while due:
        number = due.pop()
        if number not in seen:
            seen.add(number)
            due += found.below.get(number, ())
    return [number for number in seen if number not in found.below]
