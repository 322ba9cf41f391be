from __future__ import annotations

import pytest

from depeche.core.reporting.k_of_n import WHOLES, k_of_n, whole_of, written_out
from depeche.core.reporting.recipes import RECIPES


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("{{k_af_n:theme:have:låger}}", "{{theme:have:låger}} af {{questions:have}}"),
        ("I {{ k_of_n:answers:have }} cases", "I {{answers:have}} of {{questions:have}} cases"),
        ("{{k_af_n:answers}}", "{{answers}} af {{questions}}"),
        ("{{k_af_n:texts:tid:have}}", "{{texts:tid:have}} af {{questions:have}}"),
        ("{{k_af_n:took_part:have:gartnere}}", "{{took_part:have:gartnere}} af {{group:have:gartnere}}"),
        ("{{k_af_n:days}}", "{{k_af_n:days}}"),
        ("> {{k_af_n:answers:have}}", "> {{k_af_n:answers:have}}"),
        ("{{answers:have}}", "{{answers:have}}"),
    ],
)
def test_a_count_is_written_out_with_its_whole(text: str, becomes: str) -> None:
    assert written_out(text) == becomes
    assert written_out(becomes) == becomes


def test_every_whole_is_a_recipe_with_arguments_its_count_has() -> None:
    for count, (whole, places) in WHOLES.items():
        assert len(RECIPES[whole].parts) >= len(places)
        assert all(place < len(RECIPES[count].parts) for place in places)


def test_what_is_offered_is_written_out() -> None:
    assert k_of_n("theme:have:låger", "da") == "{{k_af_n:theme:have:låger}}"
    assert k_of_n("theme:have:låger", "en") == "{{k_of_n:theme:have:låger}}"
    assert k_of_n("days", "da") == ""
    assert whole_of("days") == ""
