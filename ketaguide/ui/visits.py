"""Which page an errand leads to, for pages that come and go: built when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ketaguide.ui.errands import (
    Errand,
    KeepRecoveryCode,
    MakeRecoveryCode,
    NewEntry,
    OpenBackups,
    OpenCheck,
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
    PlanSeries,
    RestoreBackup,
    WriteStep,
)
from ketaguide.ui.pages.entry_page import EntryPage
from ketaguide.ui.pages.page import Page
from ketaguide.ui.room import Room

Maker = Callable[[Room, Any], Page]


def page_for(errand: Errand, room: Room) -> Page | None:
    """The page, new; None for an errand that leads elsewhere."""
    make = _MAKERS.get(type(errand))
    return make(room, errand) if make is not None else None


def _entry(room: Room, errand: OpenEntry) -> Page:
    return EntryPage(room, entry_id=errand.entry_id)


def _new_entry(room: Room, errand: NewEntry) -> Page:
    return EntryPage(room, entry_id="", preset=errand)


def _picture(room: Room, errand: OpenPicture) -> Page:
    from ketaguide.ui.pages.picture_page import PicturePage

    return PicturePage(room, picture_id=errand.picture_id)


def _letters(room: Room, _errand: OpenLetters) -> Page:
    from ketaguide.ui.pages.letters_page import LettersPage

    return LettersPage(room)


def _passport(room: Room, errand: OpenPassport) -> Page:
    from ketaguide.ui.pages.passport_page import PassportPage

    return PassportPage(room, session_id=errand.session_id)


def _new_code(room: Room, _errand: MakeRecoveryCode) -> Page:
    from ketaguide.ui.pages.recovery_page import RecoveryPage

    return RecoveryPage(room)


def _made_code(room: Room, errand: KeepRecoveryCode) -> Page:
    from ketaguide.ui.pages.recovery_page import RecoveryPage

    return RecoveryPage(room, made=errand)


def _backups(room: Room, _errand: OpenBackups) -> Page:
    from ketaguide.ui.pages.backups_page import BackupsPage

    return BackupsPage(room)


def _restore(room: Room, errand: RestoreBackup) -> Page:
    from ketaguide.ui.pages.restore_page import RestorePage

    return RestorePage(room, path=errand.path)


def _check(room: Room, _errand: OpenCheck) -> Page:
    from ketaguide.ui.pages.check_page import CheckPage

    return CheckPage(room)


def _series(room: Room, errand: OpenSeries) -> Page:
    from ketaguide.ui.pages.series_page import SeriesPage

    return SeriesPage(room, series_id=errand.series_id)


def _plan_series(room: Room, errand: PlanSeries) -> Page:
    from ketaguide.ui.pages.series_plan_page import SeriesPlanPage

    return SeriesPlanPage(room, series_id=errand.series_id)


def _steps(room: Room, errand: OpenSteps) -> Page:
    from ketaguide.ui.pages.step_page import StepPage
    from ketaguide.ui.pages.steps_page import StepsPage

    if errand.commitment_id:
        return StepPage(room, commitment_id=errand.commitment_id, note=errand.note)
    return StepsPage(room, note=errand.note)


def _write_step(room: Room, errand: WriteStep) -> Page:
    from ketaguide.ui.pages.step_form_page import StepFormPage

    return StepFormPage(room, errand=errand)


def _insights(room: Room, errand: OpenInsights) -> Page:
    from ketaguide.ui.pages.insight_page import InsightPage
    from ketaguide.ui.pages.insights_page import InsightsPage

    return (
        InsightPage(room, insight_id=errand.insight_id) if errand.insight_id else InsightsPage(room)
    )


def _thread(room: Room, errand: OpenThread) -> Page:
    from ketaguide.ui.pages.thread_page import ThreadPage

    return ThreadPage(room, thread_id=errand.thread_id)


def _versions(room: Room, errand: OpenVersions) -> Page:
    from ketaguide.ui.pages.versions_page import VersionsPage

    return VersionsPage(room, entry_id=errand.entry_id)


def _day(room: Room, errand: OpenDay) -> Page:
    from ketaguide.ui.pages.day_page import DayPage

    return DayPage(room, session_id=errand.session_id)


_MAKERS: Mapping[type[Any], Maker] = {
    OpenEntry: _entry,
    NewEntry: _new_entry,
    OpenPicture: _picture,
    OpenVersions: _versions,
    OpenLetters: _letters,
    OpenPassport: _passport,
    OpenSteps: _steps,
    WriteStep: _write_step,
    OpenSeries: _series,
    PlanSeries: _plan_series,
    MakeRecoveryCode: _new_code,
    KeepRecoveryCode: _made_code,
    OpenBackups: _backups,
    RestoreBackup: _restore,
    OpenCheck: _check,
    OpenInsights: _insights,
    OpenThread: _thread,
    OpenDay: _day,
}
