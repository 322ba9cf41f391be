"""Groups proposed from nothing: every text in exactly one, each with its words and examples. A person decides."""

from .proposal import Proposal, ProposedGroup, proposed_number
from .propose import propose

__all__ = ["Proposal", "ProposedGroup", "propose", "proposed_number"]
