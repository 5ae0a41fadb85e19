"""Folders of rules as users write them, for the tests."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

HEAD = """# METADATA
# title: {title}
# description: Refuses {title}.
# custom:
#   id: {id}
#   severity: error
#   category: location
#   title:
#     en: {title}
#     fr: {title}, en français
#   message:
#     en: "{{class}} in {{spot}}."
#     fr: "{{class}} ({{spot}})."
#   remediation:
#     en: Move it.
#     fr: Le déplacer.
#   legal:
#     - en: House policy 12
#       fr: Politique interne 12
#       url: https://intranet.example/12
package souverain.custom.{name}

"""

REFUSING = """import data.souverain.lib

deny contains finding if {
	some subject in lib.subjects
	some ref in subject.places
	place := input.places[ref.place]
	lib.holds(place.region)
	finding := {
		"subject": subject.id,
		"place": ref.place,
		"status": "fail",
		"evidence": [{"kind": "value", "name": "spot", "value": place.region.value}],
	}
}
"""

ASKED = """import data.souverain.lib

# Spots whose region the requirement approves.
_approved[spot] if {
	some spot, _ in lib.spots
	region := input.places[spot[0]].region
	lib.holds(region)
	some requirement in lib.asked("approved")
	region.value in requirement.parameters.regions
}

deny contains finding if {
	some requirement in lib.asked("approved")
	some spot, subjects in lib.spots
	not _approved[spot]
	finding := {"requirement": requirement.id, "subjects": subjects, "place": spot[0], "status": "fail"}
}

deny contains answer if {
	some requirement in lib.asked("approved")
	answer := lib.passed(requirement, {spot | some spot, _ in lib.spots; not _approved[spot]})
}
"""

REGIME = """id = "house"
name = { en = "house rules", fr = "règles de la maison" }
as_of = "2026-11-20"
protects = ["health"]

[[requirements]]
id = "HOUSE-1"
text = { en = "Approved regions only", fr = "Régions approuvées seulement" }
rules = ["approved"]
parameters = { regions = ["eu-west-3"] }
"""

PROFILE = """id = "house"
name = { en = "House", fr = "Maison" }
regime = "house"
"""


def rule(body: str = REFUSING, name: str = "anywhere", **said: str) -> str:
    """The text of a rule with all its METADATA."""
    told = {"name": name, "id": name.replace("_", "-"), "title": "Any place", **said}
    return HEAD.format(**told) + body


def written(path: Path, files: dict[str, str]) -> Path:
    """A folder with these files, by their paths."""
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


def house(path: Path) -> Path:
    """A folder with a rule that a regime of its own asks, under a profile of its own."""
    return written(
        path,
        {
            "approved/approved.rego": rule(ASKED, "approved"),
            "regimes/house.toml": REGIME,
            "profiles/house.toml": PROFILE,
        },
    )


def module(opa: Path, path: Path, rego: str) -> bytes:
    """A policy compiled to Wasm with the entry points that it defines in package souverain."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "policy.rego").write_text(f"package souverain\n\n{rego}\n", encoding="utf-8")
    entry = "souverain/own" if "own" in rego.split()[:1] else "souverain/findings"
    command = [opa, "build", "-t", "wasm", "-e", entry, "-o", "bundle.tar.gz", "policy.rego"]
    subprocess.run(command, cwd=path, check=True, capture_output=True)
    with tarfile.open(path / "bundle.tar.gz") as archive:
        member = archive.extractfile("/policy.wasm")
        assert member is not None
        return member.read()
