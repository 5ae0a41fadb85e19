"""Makes the recordings anew with the real `pulumi` (`make tools`): python tests/readers/pulumi/recorded/record.py"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
sys.path.insert(0, str(ROOT / "tests"))

from stubs.pulumi_cli import Project  # noqa: E402  # found by the line above

LARGER = {"INSTANCE_CLASS": "db.t3.large"}
EVENTS = {"PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "1"}
PLANS = {"PULUMI_EXPERIMENTAL": "1"}


def main(folder: Path) -> None:
    project = Project(folder, ROOT / ".tools/bin/pulumi", (HERE / "program.py").read_text("utf-8"))
    project.configure(aws_region="eu-west-3")
    keep("empty-stack.json", project.run("stack", "export", "--stack", "dev").stdout)
    keep("preview-create.json", project.preview("--json").stdout)
    keep("events-create.jsonl", project.preview("--json", env=EVENTS).stdout)
    project.preview("--save-plan", str(folder / "plan.json"), env=PLANS)
    keep("plan-create.json", (folder / "plan.json").read_text("utf-8"))
    project.up()
    keep("stack.json", project.run("stack", "export", "--stack", "dev").stdout)
    keep("checkpoint.json", next((folder / "state").rglob("dev.json")).read_text("utf-8"))
    keep("preview-update.json", project.preview("--json", env=LARGER).stdout)
    keep("preview-update-sames.json", project.preview("--json", "--show-sames", env=LARGER).stdout)
    keep("events-update.jsonl", project.preview("--json", env=LARGER | EVENTS).stdout)
    project.preview("--save-plan", str(folder / "plan.json"), env=LARGER | PLANS)
    keep("plan-update.json", (folder / "plan.json").read_text("utf-8"))
    project.write("raise ValueError('nothing works')\n")
    keep("preview-failed.json", project.preview("--json", check=False).stdout)
    keep("events-failed.jsonl", project.preview("--json", check=False, env=EVENTS).stdout)


def keep(name: str, text: str) -> None:
    """Write a recording without what differs from machine to machine."""
    if name.endswith(".jsonl"):
        lines = [json.dumps(trimmed(json.loads(line)), separators=(",", ":")) for line in text.splitlines()]
        noise = ('"severity":"debug"', '"severity":"warning"', '"severity":"info#err"')
        written = "\n".join(line for line in lines if not any(mark in line for mark in noise))
    else:
        written = json.dumps(trimmed(json.loads(text)), indent=1)
    (HERE / name).write_text(written + "\n", encoding="utf-8")


def trimmed(value: object) -> object:
    """The value without stack traces, positions in libraries, warnings about stubs, and what the program printed."""
    if isinstance(value, list):
        noise = ("warning", "info#err")
        return [trimmed(item) for item in value if not (isinstance(item, dict) and item.get("severity") in noise)]
    if not isinstance(value, dict):
        return value
    return {
        name: trimmed(item)
        for name, item in value.items()
        if name not in ("stackTrace", "created", "modified", "duration")
        and not (name == "sourcePosition" and "../" in str(item))
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
