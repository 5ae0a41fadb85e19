"""Remedies: a region that a finding names satisfies, on that day, the requirement that it was named for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import msgspec
import pytest

import samples
from souverain import findings, knowledge, scan
from souverain.config import Config
from souverain.control import Control
from souverain.document import Document, Place
from souverain.engine import RawFinding, opening
from souverain.findings import Finding, asking
from souverain.model import known

KNOWN = knowledge.load()
AS_OF = "2026-11-24"
PROFILES = ("health", "hds", "secnumcloud")
INPUTS = tuple(str(folder / name) for folder in samples.FOLDERS for name in ("plan.json", "preview.json"))
ZONED = ("storage-outside-zone", "cross-border-copy")
CONTROL = Control(KNOWN, AS_OF)


def judged(document: Document) -> tuple[RawFinding, ...]:
    """What policies answer on a document."""
    with closing(opening.opened(Config().policies, None)) as engine:
        return engine.evaluate(msgspec.json.encode(document))


def remedied(path: str, profile: str) -> Iterator[tuple[Document, Finding, Place]]:
    """Every refused place of an input for which a remedy is named."""
    config = Config(as_of=AS_OF, profiles=(profile,), assume_class="health", lang="en")
    asked, under = asking.asked(profile, KNOWN, config)
    document = scan.establish([path], config).facts.document(asked)
    found = findings.judge(document, judged(document), under, KNOWN)
    for finding in found:
        if finding.remedy and finding.remedy.regions:
            resource = next(item for item in document.resources if item.address == finding.address)
            for ref in resource.places:
                place = document.places[ref.place]
                if f"{place.region.value}" in str(finding.evidence[0].text):
                    yield document, finding, place


def moved(place: Place, region: str) -> Place:
    """The same place in another region of its provider, as the knowledge describes that."""
    record = KNOWN.region(place.provider.value or "", region)
    assert record is not None
    countries = known(tuple(record.countries or (str(record.country),)), record.grade, record.source, record.as_of)
    return msgspec.structs.replace(
        place,
        region=known(region),
        city=record.city,
        countries=countries,
        reach=CONTROL.territorial(countries, place.operator.value or ""),
    )


@pytest.mark.parametrize("profile", PROFILES)
def test_every_region_named_satisfies_what_it_is_named_for(profile: str) -> None:
    looked_at = 0
    for path in (path for path in INPUTS if samples.Path(path).is_file()):
        for document, finding, place in remedied(path, profile):
            assert finding.remedy is not None
            rules = {}
            for region in finding.remedy.regions:
                places = document.places | {place.id: moved(place, region)}
                raw = judged(msgspec.structs.replace(document, places=places))
                here = [item for item in raw if item.place == place.id and item.status == "fail"]
                rules[region] = {item.rule.replace("_", "-") for item in here}
            assert all(not said.intersection(ZONED) for said in rules.values()), finding.address
            assert all(said.issuperset(finding.remedy.still) for said in rules.values()), finding.address
            records = [KNOWN.region(place.provider.value or "", region) for region in finding.remedy.regions]
            assert all(record is not None and isinstance(record.operator, str) for record in records)
            looked_at += 1
    assert looked_at > 0


def test_regions_are_written_as_the_present_one_is() -> None:
    """`UK`, not `eu-west-eri`; where its operator is not on record, those that the provider itself runs are named."""
    path = next(path for path in INPUTS if path.endswith("hospital-group/plan.json"))
    named = {
        finding.remedy.regions
        for _, finding, _ in remedied(path, "health")
        if finding.remedy and finding.address == "ovh_cloud_project_storage.cohorts_away"
    }
    assert named == {("GRA", "EU-WEST-PAR", "RBX", "SBG")}
