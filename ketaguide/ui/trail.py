"""The way a person came: which page is opened again when this one is left by Back."""

from __future__ import annotations

from dataclasses import replace

from ketaguide.ui.errands import (
    Errand,
    NewEntry,
    OpenDay,
    OpenEntry,
    OpenInsights,
    OpenLetters,
    OpenPassport,
    OpenPicture,
    OpenSeries,
    OpenSteps,
    OpenThread,
    OpenVersions,
    PlanSession,
)

# What is read and left again. A form or a guide that was finished is not opened once more.
_RETURNED_TO = (
    NewEntry,
    OpenDay,
    OpenEntry,
    OpenInsights,
    OpenLetters,
    OpenPassport,
    OpenPicture,
    OpenSeries,
    OpenSteps,
    OpenThread,
    OpenVersions,
)

# Source: our own choice: nobody remembers a longer way; the place in the sidebar is under it.
_MOST = 8


class Trail:
    """Errands and nothing of the pages: a page is built anew, with what is true by then."""

    def __init__(self) -> None:
        self._here: Errand | None = None
        self._before: list[Errand] = []

    def lead_to(self, errand: Errand, *, again: Errand | None = None, is_up: bool = False) -> None:
        """Someone goes on from the page at hand.

        Args:
            again: what opens the page at hand as it is now; None is what opened it.
            is_up: from a part to the list it is in, which takes the part's place on the way.
        """
        here = again or self._here
        if isinstance(errand, PlanSession) and errand.back is not None:
            self._before.append(errand.back)
        elif isinstance(here, _RETURNED_TO) and not is_up:
            self._before.append(here)
        self._here = _as_opened_again(errand)
        # A page that is on the way already is gone back to: nobody leaves it twice.
        same = [one for one in self._before if _is_same(one, self._here)]
        if same:
            del self._before[self._before.index(same[0]) :]
        del self._before[:-_MOST]

    def back(self, *, is_gone: bool = False) -> Errand | None:
        """What opens the page before; None is the place in the sidebar.

        Args:
            is_gone: what this page was about is no more, so nothing of it is opened again.
        """
        here, self._here = self._here, None
        if is_gone and here is not None:
            ids = _ids(here)
            self._before = [one for one in self._before if not ids & _ids(one)]
        return self._before.pop() if self._before else None

    def clear(self) -> None:
        """A place was chosen: nobody is on the way any more."""
        self._here = None
        self._before.clear()


def _as_opened_again(errand: Errand) -> Errand:
    """What was said on arrival is not said twice."""
    return replace(errand, note="") if isinstance(errand, OpenSteps) else errand


def _is_same(one: Errand, other: Errand) -> bool:
    """There is one page of series, whichever of them it shows."""
    return one == other or (isinstance(one, OpenSeries) and isinstance(other, OpenSeries))


def _ids(errand: Errand) -> set[object]:
    """The records it is about."""
    return {value for name, value in vars(errand).items() if name.endswith("_id") and value}
