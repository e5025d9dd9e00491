"""A vault that is open for reading: what would write rests, and says why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from ketaguide.base.text import tr
from ketaguide.ui.errands import (
    Errand,
    MakeRecoveryCode,
    NewEntry,
    OpenGuide,
    OpenLayer,
    OpenSecurity,
    PlanSeries,
    PlanSession,
    RestoreBackup,
    WriteStep,
)
from ketaguide.ui.look import Look
from ketaguide.ui.widgets.strip import Strip

# Parts of pages that store something, by objectName, or how it starts.
_WRITING = (
    *("entry_pin", "version_restore"),
    *("entry_edit", "entry_delete", "new_entry", "write_first", "plan_session", "make_recovery"),
    *(
        "continue_draft",
        "continue_begun",
        "next_begin",
        "next_begin_early",
        "next_other",
        "not_now",
    ),
    *("home_shows_words", "home_words_switch", "person_name", "vault_name", "safety_when_locked"),
    *("plan_when_locked", "plan_text", "plan_starter"),
    *("inbox_wanted", "quiet_hours"),
    *("clinic_choose", "clinic_take", "clinic_remove"),
    *("letter_to_journal", "letter_shred", "take_back", "passport_write"),
    *("series_plan", "series_change", "series_remove", "series_put_in", "series_take_out"),
    *("contacts_add", "contact_name", "contact_relation", "contact_phone"),
    *("picture_add", "picture_title", "picture_up", "picture_down", "picture_remove"),
    *("on_this_day_wanted", "on_this_day_close", "on_this_day_switch"),
    *("contact_up", "contact_down", "contact_remove"),
    *("step_write", "step_rest", "step_edit", "step_over", "step_drop", "step_again"),
    *("step_remove", "check_in_happened", "check_in_keep", "check_in_change", "check_in_drop"),
    *("check_in_over", "check_in_skip", "notes_while_open"),
    *("insight_write", "insight_words", "insight_asks", "insight_hold", "insight_threads"),
    *("insight_hold_starters", "insight_keep", "insight_leave", "kept_done"),
    *("sure_now", "sure_skip", "insight_step", "insight_remove", "insight_new_words"),
    *("thread_new", "thread_add", "thread_name", "thread_note", "thread_others", "thread_put_in"),
    *("day_note", "day_arrived", "day_words", "day_add", "day_undo", "day_looked"),
    *("music_add", "music_up", "music_down", "music_remove"),
    *("thread_remove", "threaded_up", "threaded_down", "threaded_out", "passage_keep"),
)
_ERRANDS = (
    OpenGuide,
    PlanSession,
    PlanSeries,
    NewEntry,
    MakeRecoveryCode,
    RestoreBackup,
    WriteStep,
)
# Parts of Security that only look: how things stand, and whether the recovery code still opens it.
_LOOKING = ("", "drill")


def is_writing(errand: Errand) -> bool:
    """Whether it leads to a page that is only for writing."""
    if isinstance(errand, OpenSecurity):
        return errand.part not in _LOOKING
    return isinstance(errand, _ERRANDS) or errand in (OpenLayer("contacts"), OpenLayer("people"))


def why() -> str:
    """The reason beside what rests."""
    return tr("This vault is open for reading only.")


def how() -> str:
    """What a person can do about it."""
    return tr("Lock it, and unlock it again to choose how to go on.")


class ReadingLine(Strip):
    """Stands over every page for as long as the vault is open that way."""

    def __init__(self, *, look: Look) -> None:
        super().__init__(look=look, name="reading_line")
        self.say(why(), tr("Nothing in it can be changed. {how}", how=how()), icon="eye")


class Resting(QObject):
    """Keeps every writing part of the window disabled, also those that come later.

    Pages enable and disable their parts as they like; here is the last word.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() in (QEvent.Type.Show, QEvent.Type.EnabledChange)
            and isinstance(watched, QWidget)
            and watched.objectName() in _WRITING
            and watched.isEnabled()
        ):
            watched.setEnabled(False)
            watched.setToolTip(why())
            watched.setAccessibleDescription(why())
        return False
