from __future__ import annotations

import json
from typing import Any

import pytest

from depeche.core.errors import InputError
from depeche.core.relay.rules import Advice, Anonymity, Recipient, Rules, Start, advise


def test_the_defaults_are_those_of_the_method() -> None:
    rules = Rules()
    assert (rules.start, rules.earn, rules.recipient, rules.new_recipient) == (Start.EVERYONE, 1, Recipient.FREE, True)
    assert (rules.waiting_cap, rules.answer_within, rules.decline, rules.anonymity) == (2, 24, True, Anonymity.HIDDEN)


@pytest.mark.parametrize(
    ("field", "value", "mend"),
    [
        ("hops_per_thread", 1, "choose 2 to 100"),
        ("hops_per_thread", 101, "choose 2 to 100"),
        ("suggestions", None, "true or false"),
        ("earn", 0, "set it to 1"),
        ("earn", 2, "set it to 1"),
        ("waiting_cap", 0, "choose 1 to 50"),
        ("waiting_cap", 51, "choose 1 to 50"),
        ("received_cap", 1, "choose 2 to 50"),
        ("received_cap", 51, "choose 2 to 50"),
        ("received_cap", "6", "whole number"),
        ("waiting_cap", True, "whole number"),
        ("waiting_cap", "2", "whole number"),
        ("answer_within", 0, "choose 1 to 336"),
        ("answer_within", 337, "choose 1 to 336"),
        ("answer_within", 1.5, "whole number"),
        ("night_from", 24, "from 0 to 23"),
        ("night_to", -1, "from 0 to 23"),
        ("night_to", 22, "another hour"),
        ("night_from", None, "whole number"),
        ("timezone", "Copenhagen", "Europe/Copenhagen"),
        ("timezone", "../etc/passwd", "Europe/Copenhagen"),
        ("timezone", "", "Europe/Copenhagen"),
        ("recipient", "anyone", "free, other_group, other_sector"),
        ("on_return", "lost", "right_back"),
        ("decline", 1, "true or false"),
        ("not_back", True, "learns who asked"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused_by_name(field: str, value: object, mend: str) -> None:
    values: dict[str, Any] = {field: value}
    with pytest.raises(InputError, match=mend) as refusal:
        Rules(**values)
    assert refusal.value.column == field


def test_in_a_room_everybody_writes() -> None:
    with pytest.raises(InputError, match="let everyone start") as refusal:
        Rules(live=True, start=Start.STARTERS)
    assert refusal.value.column == "live"


def test_no_limit_is_a_choice() -> None:
    rules = Rules(waiting_cap=None, answer_within=None)
    assert rules.limit is None


@pytest.mark.parametrize(
    "rules", [Rules(), Rules(recipient=Recipient.OTHER_GROUP, waiting_cap=None, quiet_nights=True, night_from=21)]
)
def test_rules_survive_json(rules: Rules) -> None:
    assert Rules.from_dict(json.loads(json.dumps(rules.to_dict()))) == rules


def test_rules_of_an_unknown_form_are_refused() -> None:
    with pytest.raises(InputError, match="version 2"):
        Rules.from_dict({"version": 2})
    with pytest.raises(InputError, match="version None"):
        Rules.from_dict({})
    with pytest.raises(InputError, match="no such rule") as refusal:
        Rules.from_dict({"version": 1, "waiting_capp": 3})
    assert refusal.value.column == "waiting_capp"


def test_a_rule_left_out_takes_its_default() -> None:
    assert Rules.from_dict({"version": 1, "waiting_cap": 3}) == Rules(waiting_cap=3)


def test_named_askers_may_exclude_asking_back() -> None:
    assert Rules(not_back=True, anonymity=Anonymity.NAMED).not_back


@pytest.mark.parametrize(
    ("topic", "groups", "codes"),
    [
        ("Ledelse på tværs", {"Top": 75, "Drift": 75}, []),
        ("Hvad er ledelse?", {"Top": 75, "Drift": 75}, ["topic_is_question"]),
        ("“Hvad er ledelse?” ", {"Top": 75, "Drift": 75}, ["topic_is_question"]),
        ("Ledelse", {"Top": 4, "Drift": 5}, ["people_few"]),
        ("Ledelse", {"Top": 5, "Drift": 5}, []),
        ("Ledelse", {"Top": 250, "Drift": 250}, []),
        ("Ledelse", {"Top": 250, "Drift": 251}, ["people_many"]),
        ("Ledelse", {"Top": 20}, ["groups_few"]),
        ("Ledelse", {str(i): 5 for i in range(10)}, []),
        ("Ledelse", {str(i): 5 for i in range(11)}, ["groups_many"]),
        ("Ledelse", {"Top": 20, "Drift": 2, "": 1}, ["group_small"]),
    ],
)
def test_advice_warns_outside_what_is_known_to_work(topic: str, groups: dict[str, int], codes: list[str]) -> None:
    assert [advice.code for advice in advise(topic=topic, groups=groups)] == codes


def test_advice_names_the_small_group() -> None:
    assert advise(topic="Ledelse", groups={"Top": 20, "Drift": 2}) == (Advice("group_small", "Drift", 2),)
