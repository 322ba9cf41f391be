"""A person who sorts texts on the workbench with the keyboard alone, and who knows where each belongs."""

from __future__ import annotations

import csv
import io
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from playwright.sync_api import Page, expect

STATE = """() => ({
  key: document.querySelector("#reading-heading")?.textContent.trim().replace(/^\\S+\\s+/, "") ?? "",
  offers: [...document.querySelectorAll(".offer-name")].map((name) => name.textContent.trim()),
  left: document.querySelector("#pile-unsorted .pile-count").textContent.trim(),
})"""
SHOWN = """(old) => {
  const heading = document.querySelector("#reading-heading")?.textContent ?? "";
  return heading && heading !== old && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling");
}"""


class State(TypedDict):
    key: str
    offers: list[str]
    left: str


@dataclass
class Sorted:
    """What came of it. `ranks`: where the right theme stood among the suggestions, 0 where it did not."""

    ranks: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        texts, ranks = sum(self.ranks.values()), self.ranks
        median = sorted(self.seconds)[len(self.seconds) // 2]
        three = texts - ranks[0]
        return (
            f"{texts} texts by keyboard: {sum(self.seconds) / texts:.2f} s a text (median {median:.2f}, "
            f"slowest {max(self.seconds):.2f}); first suggestion {ranks[1]} ({100 * ranks[1] / texts:.0f} %), "
            f"among three {three} ({100 * three / texts:.0f} %), moved by name {ranks[0]}"
        )


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode()


def upload(page: Page, name: str, content: bytes, title: str) -> None:
    """Bring a file in from the page of a project, and come to its workbench."""
    base = re.match(r"https?://[^/]+", page.url)
    assert base
    page.goto(base[0] + "/projekter/")
    page.get_by_role("link", name=re.compile("^Demonstration")).first.click()
    project = re.search(r"/projekter/(\d+)", page.url)
    assert project
    page.goto(f"{base[0]}/analyse/{project[1]}/fil/")
    page.locator("main input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.locator("main form button").first.click()
    if page.locator("#id_title").count():
        page.locator("#id_title").fill(title)
    page.locator("button[name=bring_in]").click()
    expect(page.locator("#bench")).to_be_visible()


def make_theme(page: Page, name: str, cue_words: str) -> None:
    """N, the name, the cue words, Enter."""
    page.keyboard.press("n")
    expect(page.locator("#new_name")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(cue_words)
    page.keyboard.press("Enter")
    expect(page.locator(".piles .pile-name", has_text=name).first).to_be_visible()
    expect(page.locator("#live-status")).to_contain_text(name)


def sort(page: Page, belongs: Mapping[str, str], texts: int) -> Sorted:
    """One text after the other: 1, 2 or 3 where the right theme is suggested, else M and its name."""
    found = Sorted()
    for _ in range(texts):
        before: State = page.evaluate(STATE)
        wanted = belongs[before["key"]]
        rank = before["offers"].index(wanted) + 1 if wanted in before["offers"] else 0
        heading = page.locator("#reading-heading").inner_text()
        began = time.perf_counter()
        if rank:
            page.keyboard.press(str(rank))
        else:
            page.keyboard.press("m")
            page.keyboard.type(wanted)
            page.keyboard.press("Enter")
        if before["left"] == "1":
            expect(page.locator("#pile-unsorted .pile-count")).to_have_text("0")
        else:
            page.wait_for_function(SHOWN, arg=heading)
        found.seconds.append(time.perf_counter() - began)
        found.ranks[rank] += 1
    return found


def sorted_into(page: Page, theme: str) -> set[str]:
    """The numbers of the cards of a theme, as its pile shows them."""
    page.goto(page.url.split("?")[0])
    page.locator(".bench-themes .pile-name", has_text=re.compile(f"^{re.escape(theme)}$")).click()
    expect(page.locator("#cards-heading")).to_contain_text(theme)
    notes = page.locator("#cards .card-notes").all_inner_texts()
    return {note.split("·")[0].strip() for note in notes}
