"""The log: ids, counts and names of things, never what a person wrote."""

import logging


class _LibrariesQuiet(logging.Filter):
    """SQLAlchemy prints rows at DEBUG; nothing of it below WARNING may pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not record.name.startswith("sqlalchemy") or record.levelno >= logging.WARNING


def start(*, verbose: bool) -> None:
    """Log to standard error; ``verbose`` adds our own debug lines, never the libraries'."""
    handler = logging.StreamHandler()
    handler.addFilter(_LibrariesQuiet())
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("ketaguide").setLevel(logging.DEBUG if verbose else logging.INFO)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
