"""The next step on Home says whose guide it is."""

from pathlib import Path

import pytest

from ketaguide.content.catalogue import Catalogue
from ketaguide.flows import clinic_pack
from ketaguide.ui.errands import GoTo, OpenGuide
from ketaguide.ui.pages.home_view import NextView, Offer, marked
from ketaguide.vault.db import Db
from tests.helpers.clinics import looked_at
from tests.helpers.rooms import core_catalogue
from tests.helpers.vaults import NOW, ZONE, open_db


def view(errand: OpenGuide | GoTo | None) -> NextView:
    return NextView(
        "Next step", "A title", "Words", main=Offer("Begin", errand) if errand else None
    )


@pytest.fixture
def given(tmp_path: Path) -> Catalogue:
    """The house's guides, and those of a clinic."""

    def take(db: Db) -> Catalogue:
        clinic_pack.take(db, incoming=looked_at(), now=NOW, zone=ZONE)
        return clinic_pack.read(db, catalogue=core_catalogue())

    with open_db(tmp_path / "v") as db:
        return take(db)


def test_a_clinics_guide_is_called_theirs(given: Catalogue) -> None:
    shown = marked(view(OpenGuide("harbour-evening")), given)
    assert shown.label == "Next step · From your clinic"


@pytest.mark.parametrize(
    "errand", [OpenGuide("day-after"), OpenGuide("of-a-pack-that-is-gone"), GoTo("home"), None]
)
def test_nothing_else_is(errand: OpenGuide | GoTo | None, given: Catalogue) -> None:
    assert marked(view(errand), given).label == "Next step"
