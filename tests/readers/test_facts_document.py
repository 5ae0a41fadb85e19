"""A facts document comes back as it was written, or is refused: nothing in it is guessed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from plans import document

from souverain import readers
from souverain.classes import shipped
from souverain.errors import ReadError
from souverain.i18n import text

UNKNOWN = {"known": False, "reason": "not-stated"}
FACTS: dict[str, Any] = {
    "schema": "souverain/facts/v1",
    "as_of": "2026-11-24",
    "profile": {
        "id": "health",
        "regime": "health",
        "protects": ["health"],
        "minimum_grade": "background",
        "minimum_grade_own": "declared",
        "reach": {"channels": ["parent"], "certainties": ["high"], "external_keys": "evidence"},
        "requirements": [],
        "applicability": {"requirement": "", "all": [], "exempt": [], "asks": []},
    },
    "workload": {"declared": True, "answers": {"hosted-by": {"known": True, "value": ["controller"]}}},
    "adequacy": {"CH": {"decision": "d", "scope": "general", "until": "", "covers": {"known": True, "value": True}}},
    "knowledge": {"as_of": "2026-11-01", "digest": "d", "oldest_fact": "2026-01-01"},
    "zones": {"EU": ["FR"]},
    "inputs": [
        {
            "path": "plan.json",
            "sha256": "0",
            "kind": "terraform-plan",
            "tool": "",
            "status": "judged",
            "has_actions": True,
            "resources": 1,
            "gaps": [],
            "state": {"known": True, "value": "local"},
            "error": None,
            "source": "infra",
            "source_sha256": "1",
        }
    ],
    "bases": {"b": {"confidence": "derived", "why": []}},
    "operators": {
        "o": {
            "id": "o",
            "name": "O",
            "country": {"known": True, "value": "FR"},
            "parents": {"known": True, "value": [{"id": "o", "name": "O", "country": "FR"}]},
            "chain": [],
            "reach": {"known": True, "value": []},
            "criteria": [],
        }
    },
    "places": {
        "p": {
            "id": "p",
            "provider": {"known": True, "value": "o"},
            "service": "s",
            "kind": "object-store",
            "offer": UNKNOWN,
            "region": UNKNOWN,
            "city": "",
            "countries": {"known": True, "value": ["FR"]},
            "operator": {"known": True, "value": "o"},
            "reach": [],
            "certificates": UNKNOWN,
            "clauses": {"notice": {"known": True, "value": True, "grade": "declared"}},
            "contradicted": [],
        }
    },
    "resources": [
        {
            "id": 0,
            "input": 0,
            "address": "a.b",
            "identity": "a.b",
            "type": "a",
            "provider": "",
            "action": "create",
            "state": "introduced",
            "service": "s",
            "kind": "object-store",
            "role": {"known": True, "value": "stores"},
            "class": {"known": True, "value": "imaging"},
            "class_also": ["snds"],
            "class_basis": "b",
            "class_origin": "labelled",
            "class_flow": None,
            "custody": {"known": True, "value": "external"},
            "places": [{"place": "p", "role": "primary", "basis": "b"}],
            "previous_address": None,
            "location": None,
        }
    ],
    "classes": {
        **{id_: list(above) for id_, above in shipped().above.items()},
        "imaging": ["imaging", "health", "personal"],
    },
    "flows": [{"kind": "logs-to", "source": 0, "place": "p", "via": "a.b.target", "basis": "b"}],
}

Spoil = Callable[[dict[str, Any]], object]

BROKEN: dict[str, tuple[Spoil, str, str]] = {
    "another version": (lambda f: f.update(schema="souverain/facts/v2"), "facts-version", "souverain/facts/v2"),
    "no resources": (lambda f: f.pop("resources"), "malformed", "resources"),
    "no kind": (lambda f: f["resources"][0].update(kind=3), "malformed", "kind"),
    "a role that is none": (lambda f: f["resources"][0]["places"][0].update(role="spare"), "malformed", "spare"),
    "a role of data that nobody knows": (
        lambda f: f["resources"][0].update(role={"known": True, "value": "spare"}),
        "facts-inconsistent",
        "resources[0].role: spare",
    ),
    "resources left out": (lambda f: f["inputs"][0].update(resources=2), "facts-inconsistent", "inputs[0].resources"),
    "an id out of order": (lambda f: f["resources"][0].update(id=1), "facts-inconsistent", "resources[0].id"),
    "an input out of range": (lambda f: f["resources"][0].update(input=1), "facts-inconsistent", "resources[0].input"),
    "no such basis": (lambda f: f["bases"].clear(), "facts-inconsistent", "basis b"),
    "no such place": (lambda f: f["places"].clear(), "facts-inconsistent", "place p"),
    "a flow from nowhere": (lambda f: f["flows"][0].update(source=1), "facts-inconsistent", "flows[0]: resource 1"),
    "a flow to nowhere": (lambda f: f["flows"][0].update(target=-1), "facts-inconsistent", "flows[0]: resource -1"),
    "a flow without end": (lambda f: f["flows"][0].pop("place"), "facts-inconsistent", "flows[0]: place"),
    "a flow on nothing": (lambda f: f["flows"][0].update(basis="c"), "facts-inconsistent", "flows[0]: basis c"),
    "a class from nowhere": (
        lambda f: f["resources"][0].update(class_flow=1),
        "facts-inconsistent",
        "resources[0].class_flow: 1",
    ),
    "a class that it does not describe": (
        lambda f: f["classes"].pop("imaging"),
        "facts-inconsistent",
        "resources[0]: class imaging",
    ),
    "a further class that it does not describe": (
        lambda f: f["resources"][0].update(class_also=["genomics"]),
        "facts-inconsistent",
        "resources[0]: class genomics",
    ),
    "a class that is less than it must be": (
        lambda f: f["classes"].update(snds=["snds"]),
        "facts-inconsistent",
        "classes.snds: snds",
    ),
    "a class of one's own that is none of the others": (
        lambda f: f["classes"].update(imaging=["imaging"]),
        "facts-inconsistent",
        "classes.imaging: imaging",
    ),
    "a shipped class that is not there": (
        lambda f: f["classes"].pop("eds"),
        "facts-inconsistent",
        "classes: eds",
    ),
    "no such operator": (lambda f: f["operators"].clear(), "facts-inconsistent", "operator o"),
    "a role without value": (
        lambda f: f["resources"][0].update(role={"known": True}),
        "facts-inconsistent",
        "resources[0]: a known fact without value",
    ),
    "an unknown without reason": (
        lambda f: f["places"]["p"].update(region={"known": False}),
        "facts-inconsistent",
        "places.p: an unknown fact without reason",
    ),
    "no country": (
        lambda f: f["places"]["p"].update(countries={"known": True, "value": []}),
        "facts-inconsistent",
        "places.p: a known fact with an empty list",
    ),
    "nobody behind the operator": (
        lambda f: f["operators"]["o"].update(parents={"known": True, "value": []}),
        "facts-inconsistent",
        "operators.o",
    ),
}


def test_a_document_from_before_keys_and_contracts_were_told_is_read() -> None:
    older = json.loads(json.dumps(FACTS))
    del (
        older["places"]["p"]["clauses"],
        older["places"]["p"]["contradicted"],
        older["resources"][0]["custody"],
        older["profile"]["reach"]["external_keys"],
    )
    del older["profile"]["minimum_grade_own"]
    found = document(json.dumps(older).encode())
    assert found.resources[0].custody is None
    assert found.profile.reach.external_keys == "evidence"
    assert found.profile.minimum_grade_own == "background"


def test_it_comes_back_as_it_was_written() -> None:
    found = document(json.dumps(FACTS).encode())
    assert json.loads(msgspec.json.encode(found)) == FACTS


@pytest.mark.parametrize(("spoil", "code", "where"), BROKEN.values(), ids=BROKEN.keys())
def test_what_does_not_hold_together_is_refused(spoil: Spoil, code: str, where: str) -> None:
    facts = copy.deepcopy(FACTS)
    spoil(facts)
    with pytest.raises(ReadError) as refused:
        readers.read("facts.json", json.dumps(facts).encode())
    assert refused.value.code == code
    assert refused.value.args_["kind"] == "facts"
    assert where in text(f"errors.{code}", "en", **refused.value.args_)


def test_a_key_that_stands_twice_is_refused() -> None:
    written = json.dumps(FACTS).replace('"state": "introduced"', '"state": "leaving", "state": "introduced"')
    with pytest.raises(ReadError) as refused:
        readers.read("facts.json", written.encode())
    assert refused.value.code == "key-twice"
