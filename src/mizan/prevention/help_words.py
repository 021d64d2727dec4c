"""Hours, languages and conditions of services in the reader's language, in few bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from mizan.kit.templatetags.words import between
from mizan.prevention.rules.hours import Hours, by_days, clock, is_always, is_open, opens_next

DAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
    _("Sunday"),
)  # fmt: skip
LANGUAGES = {
    "ur": _("Urdu"), "en": _("English"), "pa": _("Punjabi"), "sd": _("Sindhi"), "ps": _("Pashto"),
    "bal": _("Balochi"), "skr": _("Saraiki"), "brh": _("Brahui"), "hnd": _("Hindko"),
    "ks": _("Kashmiri"), "bn": _("Bengali"), "fa": _("Persian"),
}  # fmt: skip


def day_names() -> Mapping[str, int]:
    """The days in every language of the house, for `rules.hours.read_hours`."""
    found: dict[str, int] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {str(name).casefold(): number for number, name in enumerate(DAYS)}
    return found


def hours_in_words(hours: Hours | None) -> str:
    """ "Monday to Friday 09:00-17:00"; what nobody published says so."""
    if hours is None:
        return gettext("hours not published")
    if is_always(hours):
        return gettext("day and night, every day")
    return between().join(_run(first, last, times) for first, last, times in by_days(hours))


def _run(first: int, last: int, times: tuple[tuple[int, int], ...]) -> str:
    days = str(DAYS[first])
    if (first, last) == (0, 6):
        days = gettext("every day")
    elif last > first:
        days = f"{days}-{DAYS[last]}"
    return f"{days} " + between().join(f"{clock(start)}-{clock(end)}" for start, end in times)


def now_in_words(hours: Hours | None, at: tuple[int, int], *, by_phone: bool) -> tuple[bool, str]:
    """Whether somebody is there now, and how that is said; nothing where no hours were published."""
    if hours is None:
        return False, ""
    if is_open(hours, *at):
        return True, gettext("answers now") if by_phone else gettext("open now")
    return False, gettext("closed now")


def again_in_words(hours: Hours | None, at: tuple[int, int]) -> str:
    """When somebody is there again, where nobody is now."""
    then = None if hours is None or is_open(hours, *at) else opens_next(hours, *at)
    return "" if then is None else gettext("again on {day} at {clock}").format(day=DAYS[then[0]], clock=clock(then[1]))


def whom_in_words(sex: str, age_from: int | None, age_to: int | None) -> str:
    """For whom it is; empty where nothing was published."""
    parts = []
    if sex == "female":
        parts.append(gettext("women and girls"))
    elif sex == "male":
        parts.append(gettext("men and boys"))
    elif sex == "any" and age_from is None and age_to is None:
        parts.append(gettext("for everybody"))
    if age_from is not None and age_to is not None:
        parts.append(gettext("{low}-{high} years").format(low=age_from, high=age_to))
    elif age_from is not None:
        parts.append(gettext("from {low} years").format(low=age_from))
    elif age_to is not None:
        parts.append(gettext("up to {high} years").format(high=age_to))
    return between().join(parts)


def languages_in_words(codes: list[str]) -> str:
    return between().join(str(LANGUAGES.get(code, code)) for code in codes)


def price_in_words(is_free: bool | None) -> str:
    return "" if is_free is None else gettext("free of charge") if is_free else gettext("costs money")


def parted(parts: Iterable[object]) -> SafeString:
    """Facts of one line."""
    return format_html_join(" · ", "{}", ((part,) for part in parts))
