"""One telling step of each guide that no other scene shows, with the answers that lead there."""

from datetime import UTC, datetime
from typing import Any

from tests.helpers.scene_makers import guide
from tests.helpers.stage import Scene

# Of Rowan's coming session: the evening before, its morning, and four days after it.
_EVENING = datetime(2026, 11, 25, 19, 0, tzinfo=UTC)
_MORNING = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
_DAYS_AFTER = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)


def guide_scenes() -> tuple[Scene, ...]:
    """Named ``step-`` and the guide's id."""
    return (
        _step("preparing-short", "what-may-come", _EVENING),
        _step("consent-passport", "touch", _EVENING, touch=["none"]),
        _step("day-before", "tell-today", _EVENING, today="ill"),
        _step("something-felt-wrong", "first-help", _DAYS_AFTER, now="danger"),
        _step("fair-voice", "fair", _DAYS_AFTER, path="hard"),
        _step("insight-to-action", "wait", _DAYS_AFTER, path="one", insight="Leave.", undo="no"),
        _step("one-week", "lasted", _DAYS_AFTER, path="something"),
        _step("one-month", "slipping", _DAYS_AFTER, path="something"),
        _step("between-sessions", "news-when", _DAYS_AFTER, path="hard", news_list=_news()),
        _step("after-hard-session", "signs", _DAYS_AFTER, right_now="shaken", path="help"),
        _step("little-happened", "team", _DAYS_AFTER, path="faded", thoughts="no"),
        _step("six-doors", "doors", _DAYS_AFTER),
        _step("series-review", "gains-costs", _DAYS_AFTER),
        _step("ending-or-changing", "no-hope", _DAYS_AFTER, how_is_it=["no-hope"]),
        _step("body-check", "blood", _DAYS_AFTER, bladder_what=["blood"]),
        _step("preparation-visit", "touch", _EVENING),
        _step("helper-at-home", "ring", _MORNING, can="yes", number="yes"),
        _step("sitting", "call-now", _MORNING, state="emergency"),
        _step("follow-up-call", "straight", _DAYS_AFTER, reached="yes"),
        _step("integration-conversation", "dying", _DAYS_AFTER, day="something"),
        _step("group-circle", "agreements", _DAYS_AFTER),
    )


def _step(guide_id: str, step: str, moment: datetime, /, **answers: Any) -> Scene:
    return Scene(f"step-{guide_id}", guide(guide_id, step, **answers), "demo", now=moment)


def _news() -> dict[str, Any]:
    return {"ticked": ["sleep", "dark"], "own": []}
