"""What is proposed: groups with words, examples and how well each holds together."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST, MOST = 2, 20
USUAL, USUAL_TEXTS, GROWTH = 6, 200, 0.15
TENTATIVE = 100


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """Texts that seem to belong together.

    `rows` ascend; `words` are distinctive, the strongest first, as people write them; `examples` are the most central
    rows. Of the `compared` texts of the group, `with_own` have the text most like them in the same group: a figure
    that is near the group's share of all texts when nothing holds it together. `digest` stands for the texts: a name
    that somebody gave the group holds as long as it is the same. A group without words holds the texts that have no
    word to go by.
    """

    rows: tuple[int, ...]
    words: tuple[str, ...]
    examples: tuple[int, ...]
    compared: int
    with_own: int
    digest: str

    @property
    def cohesion(self) -> float:
        """Share of the compared texts whose most similar text is in the same group; 0 where none was compared."""
        return self.with_own / self.compared if self.compared else 0.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Groups, the largest first, ties by first row; texts without a word to go by come last."""

    groups: tuple[ProposedGroup, ...]

    @property
    def tentative(self) -> bool:
        """Whether there are so few texts that such groups are little better than chance."""
        return sum(len(group.rows) for group in self.groups) < TENTATIVE


def proposed_number(texts: int) -> int:
    """How many groups to begin with. The right number cannot be told from the texts: it is for a slider, 2 to 20.

    >>> [proposed_number(texts) for texts in (20, 200, 2000, 20_000, 1_000_000)]
    [4, 6, 8, 12, 20]
    """
    return max(FEWEST, min(MOST, round(USUAL * float((max(texts, 1) / USUAL_TEXTS) ** GROWTH))))
