"""The command that reproduces a verdict: every option that changes one, quoted, and no value of a variable."""

from __future__ import annotations

import shlex

import msgspec
import pytest
import report_cases as cases

import estate
from souverain.config import Config, Policies
from souverain.engine import Used
from souverain.given import Given
from souverain.reports.evidence import command
from souverain.reports.layout import printable
from souverain.reports.report import Report

CASES: dict[str, tuple[Config, str]] = {
    "nothing": (Config(), ""),
    "a configuration": (Config(path="my souverain.yaml"), "--config 'my souverain.yaml'"),
    "a revision": (Config(ref="abc"), "--trust-config abc"),
    "a baseline": (Config(baseline="b.json"), "--baseline b.json"),
    "a class": (Config(assume_class="health"), "--assume-class health"),
    "rules of the house": (Config(policies=Policies(own="rules")), "--policy rules"),
    "what fails": (Config(fail_on="warning"), "--fail-on warning"),
    "what gates": (Config(gate="introduced", unproven="warn"), "--unproven warn --gate introduced"),
    "flags": (Config(strict=True, exit_zero=True), "--strict --exit-zero"),
    "a server": (Config(policies=Policies(engine="opa")), "--engine opa --opa-url http://opa.example"),
}
GIVEN: dict[str, tuple[Config, str]] = {
    "source": (Config(given=Given(source="src", workspace="prod")), "--source src --workspace prod"),
    "values": (
        Config(given=Given(files=("p.tfvars",), values={"password": "hunter2"})),
        "--var-file p.tfvars --var password=...",
    ),
    "environment": (Config(given=Given(environment={"TF_VAR_password": "hunter2"})), "--env"),
    "settings": (Config(settings={"env": "prod; rm -rf /"}), "--set 'env=prod; rm -rf /'"),
}
ASKED = "--profile health --as-of 2026-11-24"


def report(path: str = "plan.json") -> Report:
    mixed = cases.mixed()
    inputs = tuple(msgspec.structs.replace(item, path=path) for item in mixed.inputs)
    return msgspec.structs.replace(mixed, inputs=inputs, engine=Used(name="opa", url="http://opa.example"))


@pytest.mark.parametrize(("config", "options"), CASES.values(), ids=CASES)
def test_what_is_asked(config: Config, options: str) -> None:
    said = f"souverain check {{}} {ASKED} {options}".rstrip()
    assert command.of_inputs(config, report()) == said.format("plan.json")
    assert command.of_facts(config, report()) == said.format("facts.json")


@pytest.mark.parametrize(("config", "options"), GIVEN.values(), ids=GIVEN)
def test_what_is_given_beside_the_inputs(config: Config, options: str) -> None:
    assert command.of_inputs(config, report()) == f"souverain check plan.json {options} {ASKED}"
    assert command.of_facts(config, report()) == f"souverain check facts.json {ASKED}"


@pytest.mark.parametrize("path", ["a b.json", "$(touch x).json", "`id`", "-", "a'b", "a\nb"])
def test_a_path_is_one_word_for_a_shell(path: str) -> None:
    words = shlex.split(command.of_inputs(Config(as_of=estate.AS_OF), report(path)))
    assert words[:4] == ["souverain", "check", printable(path), "--profile"]
