"""Names that stand twice where each must be one of its own."""

from collections.abc import Iterator, Sequence


def twice(key: str, names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """A misfit for each name that was used before, as ``Shape.misfits`` gives them.

    Args:
        key: of the list, such as ``families``.
    """
    seen: set[str] = set()
    for n, name in enumerate(names):
        if name in seen:
            yield f"{key}[{n}].id", f"is used twice: {name}", ""
        seen.add(name)
