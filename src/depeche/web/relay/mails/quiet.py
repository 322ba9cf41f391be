"""When a mail may leave: not at night, and what can wait on working days only."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays import OPTIONAL, PUBLIC, country_holidays

from depeche.core.relay.hours import Hours
from depeche.core.relay.rules import Rules
from depeche.web.relay.mails.wording import DAYTIME
from depeche.web.relay.models import Relay
from depeche.web.relay.rules import rules_of

# Public holidays, and the days on which many are off by agreement: 1 May, Constitution Day, 24 and 31 December
DAYS_OFF = country_holidays("DK", categories=(PUBLIC, OPTIONAL))


def quiet_until(kind: str, relay: Relay, now: datetime) -> datetime:
    """`now`, or the first moment after it at which a mail of this kind disturbs nobody.

    Reminders, and what can wait as they can, never leave at night nor, with `relay.mail_workdays`, on weekends and
    days off. Other mails keep to the nights and weekends that do not count towards the answer deadline, where the rules
    know such.
    """
    rules, calm = rules_of(relay), kind in DAYTIME
    workdays = calm and relay.mail_workdays
    hours = Hours(
        rules.timezone,
        (rules.night_from, rules.night_to) if calm or rules.quiet_nights else None,
        weekends=not (workdays or rules.quiet_weekends),
    )
    moment = hours.after(now, timedelta(0))
    while workdays and day_of(moment, rules) in DAYS_OFF:
        moment = hours.after(midnight(day_of(moment, rules) + timedelta(days=1), rules), timedelta(0))
    return moment


def morning_after(day: date, kind: str, relay: Relay) -> datetime:
    """The first moment of the next day at which a mail of this kind may leave; in the morning, whatever the rules."""
    rules = rules_of(relay)
    hours = Hours(rules.timezone, (rules.night_from, rules.night_to))
    return quiet_until(kind, relay, hours.after(midnight(day + timedelta(days=1), rules), timedelta(0)))


def day_of(moment: datetime, rules: Rules) -> date:
    return moment.astimezone(ZoneInfo(rules.timezone)).date()


def midnight(day: date, rules: Rules) -> datetime:
    """The beginning of a local day."""
    return datetime.combine(day, time(0), ZoneInfo(rules.timezone))
