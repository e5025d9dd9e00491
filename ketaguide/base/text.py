"""Words a person sees: translation, and the one normal form of a passphrase."""

import gettext
import unicodedata
from functools import cache

from ketaguide.base.paths import resources


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("ketaguide", resources() / "locales", fallback=True)


def tr(message: str, **values: object) -> str:
    """The message in the person's language, with ``{name}`` fields filled in.

    Args:
        message: English text; a literal at the call, so that extraction finds it.
        values: what the ``{name}`` fields stand for.
    """
    words = _catalogue().gettext(message)
    return words.format(**values) if values else words


def trn(one: str, many: str, count: int, **values: object) -> str:
    """The form for this count: ``trn("{count} entry", "{count} entries", 3)``."""
    return _catalogue().ngettext(one, many, count).format(count=count, **values)


def nfkc(text: str) -> str:
    """Compatibility normal form, so that one passphrase typed on two keyboards is one.

    Source: NIST SP 800-63B-4, section 3.1.1.2 (NFKC or NFKD before hashing).
    """
    return unicodedata.normalize("NFKC", text)
