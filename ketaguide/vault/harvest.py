"""What was found of a damaged database: the newest of each record, and what was removed."""

from dataclasses import dataclass, field

from ketaguide.base.text import tr
from ketaguide.vault import meta, shapes
from ketaguide.vault.cells import Row, Value
from ketaguide.vault.shapes import Shape

Name = tuple[str, str]

# A text of which the end is lost is worth having; half of any other value is not.
_PROSE = frozenset(
    (
        ("entry", "body"),
        ("letter", "body"),
        ("plan_part", "text"),
        ("intention", "text"),
        ("insight", "text"),
        ("commitment", "action"),
    )
)


@dataclass
class Harvest:
    """Rows go in with ``take``; names are of table and id.

    Attributes:
        records: the fields of each record.
        cut: the records of which only the beginning was found; their text says so.
        removed: when a record was removed that is not there any more.
        generation: how far the history had come, as far as it could be read.
    """

    records: dict[Name, dict[str, Value]] = field(default_factory=dict, repr=False)
    cut: set[Name] = field(default_factory=set)
    removed: dict[Name, str] = field(default_factory=dict)
    inbox_secret: str = field(default="", repr=False)
    generation: int = 0

    def take(self, shape: Shape, row: Row) -> None:
        """Keep what the row says, if it is of use."""
        fields = shape.fields(row)
        if shape.table not in (shapes.TOMBSTONE, shapes.META, shapes.HISTORY):
            self._take_record(shape, row, fields)
        elif not row.is_cut:
            self._take_note(shape.table, row, fields)

    def settle(self) -> None:
        """Once all is taken: what was removed on purpose does not come back by a forgotten copy."""
        for name, removed_at in self.removed.items():
            found = self.records.get(name)
            if found is not None and _changed_at(found) <= removed_at:
                del self.records[name]
                self.cut.discard(name)
        self.removed = {name: at for name, at in self.removed.items() if name not in self.records}

    def _take_note(self, table: str, row: Row, fields: dict[str, Value]) -> None:
        if table == shapes.TOMBSTONE:
            name = str(fields["table_name"]), str(fields["row_id"])
            self.removed[name] = max(self.removed.get(name, ""), str(fields["removed_at"]))
        elif table == shapes.META:
            if fields["name"] == meta.INBOX_SECRET:
                self.inbox_secret = str(fields["value"])
        else:
            generation = row.values[1]
            self.generation = max(self.generation, int(str(generation)))

    def _take_record(self, shape: Shape, row: Row, fields: dict[str, Value]) -> None:
        name = shape.table, str(fields.get("id"))
        known = self.records.get(name)
        if row.is_cut and not _keep_beginning(shape, row, fields):
            return
        if known is not None:
            as_good = _changed_at(known), name not in self.cut
            if (_changed_at(fields), not row.is_cut) <= as_good:
                return
        self.cut.discard(name)
        if row.is_cut:
            self.cut.add(name)
        self.records[name] = fields


def _keep_beginning(shape: Shape, row: Row, fields: dict[str, Value]) -> bool:
    """Whether what is left is a person's text with all that belongs before it."""
    last = shape.columns[len(row.values) - 1].name
    text = fields.get(last)
    if (shape.table, last) not in _PROSE or not isinstance(text, str) or not text.strip():
        return False
    fields[last] = text + "\n\n" + tr("[The rest of this text could not be read.]")
    return all(column.may_be_absent for column in shape.columns[len(row.values) :])


def _changed_at(fields: dict[str, Value]) -> str:
    return str(fields.get("changed_at"))
