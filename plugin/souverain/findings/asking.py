"""What a profile asks: of the policies (`ProfileFacts`), and of who reads their answers (`Asked`)."""

from __future__ import annotations

from souverain.asked import profile_facts
from souverain.config import Config
from souverain.document import ProfileFacts
from souverain.engine import rules as rule_book
from souverain.engine.own import Own
from souverain.findings.finding import Asked
from souverain.knowledge import Knowledge


def asked(profile: str, known: Knowledge, config: Config, own: Own | None = None) -> tuple[ProfileFacts, Asked]:
    """Both, for one profile; `own` are the user's rules. Raises UsageError for a name that no profile has."""
    told = profile_facts(profile, known)
    return told, Asked(
        profile=known.profiles[profile],
        regime=known.regimes[told.regime],
        rules={**rule_book.load(), **(own.rules if own else {})},
        config=config,
    )
