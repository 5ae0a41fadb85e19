"""What a profile asks, in the form that policies read: its name and the knowledge in, `ProfileFacts` out."""

from __future__ import annotations

from souverain.document import ProfileFacts, ReachParameters, RequirementFacts
from souverain.errors import UsageError
from souverain.knowledge import Knowledge


def profile_facts(profile: str, knowledge: Knowledge) -> ProfileFacts:
    """What a profile asks, in the form policies read. Raises UsageError for a name that no profile has."""
    if profile not in knowledge.profiles:
        raise UsageError("no-such-profile", profile=profile, profiles=", ".join(sorted(knowledge.profiles)))
    asked = knowledge.profiles[profile]
    regime = knowledge.regimes[asked.regime]
    return ProfileFacts(
        id=asked.id,
        regime=regime.id,
        protects=regime.protects,
        minimum_grade=asked.minimum_grade,
        minimum_grade_own=asked.minimum_grade_own,
        reach=ReachParameters(
            channels=asked.reach.channels,
            certainties=asked.reach.certainties,
            external_keys=asked.reach.external_keys,
        ),
        requirements=tuple(
            RequirementFacts(
                id=item.id,
                rules=item.rules,
                parameters=item.parameters,
                starts_on=item.starts_on,
                applicability=item.applicability,
                derogation=item.derogation,
                presumed_by=item.presumed_by,
            )
            for item in regime.requirements
            if item.rules
        ),
        applicability=regime.applicability,
    )
