"""The state of a stack is judged like a store, once: where a backend says that it is, with whom, and of which class."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
import states
from plans import PLAN
from roots import write

import estate
from souverain import findings, gate, scan
from souverain.config import ClassRule, Config
from souverain.declared import DeclaredRegion, DeclaredSite, DeclaredState, Overlay
from souverain.document import STATE_NOT_SHOWN, InputFacts, ResourceFacts
from souverain.given import Given
from souverain.knowledge.regimes import Cost
from souverain.reports.inventory import Entry

AS_OF = "2026-11-24"
pytest.importorskip("tree_sitter", reason="source needs the extra of that name")
pytest.importorskip("tfparse", reason="the same")

NOTHING = Overlay()
BUCKET = """
provider "scaleway" { region = "fr-par" }
resource "scaleway_object_bucket" "b" {
  name = "b"
  tags = { data-class = "health" }
}
"""


def state(folder: Path, backend: str, overlay: Overlay = NOTHING, source: str = BUCKET) -> Entry | None:
    """The entry of the state of a root with this backend."""
    (folder / "main.tf").write_text(f"terraform {{\n{backend}\n}}\n{source}", encoding="utf-8")
    found = scan.inventory([str(folder)], Config(as_of=AS_OF, overlay=overlay)).resources
    kept = [entry for entry in found if ".backend." in entry.address]
    assert len(kept) <= 1
    return kept[0] if kept else None


PLACED = {
    "s3": ('backend "s3" { region = "eu-west-3" }', "s3", "eu-west-3", "FR", "aws-emea-sarl"),
    "s3 at OVHcloud": (
        'backend "s3" {\n region = "gra"\n endpoints = { s3 = "https://s3.gra.io.cloud.ovh.net/" }\n}',
        "s3",
        "eu-west-gra",
        "FR",
        "ovh-sas",
    ),
    "s3 at Scaleway, written as before": (
        'backend "s3" {\n region = "fr-par"\n endpoint = "https://s3.fr-par.scw.cloud"\n}',
        "s3",
        "fr-par",
        "FR",
        "scaleway-sas",
    ),
    "s3 at an address that nobody knows": (
        'backend "s3" {\n region = "eu-west-3"\n endpoints = { s3 = "https://minio.chu.example" }\n}',
        "s3",
        "eu-west-3",
        "unknown",
        "unknown",
    ),
    "s3 in a region that is not known": ('backend "s3" { region = var.r }', "s3", "unknown", "unknown", "unknown"),
    "s3 of which nothing is written": ('backend "s3" {}', "s3", "unknown", "unknown", "unknown"),
    "azurerm": (
        'backend "azurerm" { storage_account_name = "a" }',
        "azurerm",
        "unknown",
        "unknown",
        "microsoft-ireland",
    ),
    "gcs": ('backend "gcs" { bucket = "b" }', "gcs", "unknown", "unknown", "google-llc"),
    "gcs at S3NS": ('backend "gcs" { universe_domain = "s3nsapis.fr" }', "gcs", "unknown", "FR", "s3ns-sas"),
    "oss": ('backend "oss" { region = "eu-central-1" }', "oss", "eu-central-1", "DE", "alibaba-nl"),
    "http at GitLab": (
        'backend "http" { address = "https://gitlab.com/api/v4/projects/1/terraform/state/x" }',
        "http",
        "gitlab.com",
        "US",
        "gitlab-inc",
    ),
    "http of one's own": (
        'backend "http" { address = "https://tf.chu.example/x" }',
        "http",
        "unknown",
        "unknown",
        "unknown",
    ),
    "http of which nothing is written": ('backend "http" {}', "http", "unknown", "unknown", "unknown"),
    "pg": ('backend "pg" { conn_str = "postgres://u:p@db.chu.example/x" }', "pg", "unknown", "unknown", "unknown"),
    "consul": ('backend "consul" { path = "x" }', "consul", "unknown", "unknown", "unknown"),
    "kubernetes": ('backend "kubernetes" { secret_suffix = "x" }', "kubernetes", "unknown", "unknown", "unknown"),
    "cloud": ('cloud { organization = "chu" }', "cloud", "us", "US", "hashicorp-inc"),
    "cloud in Europe": ('cloud { hostname = "app.eu.terraform.io" }', "cloud", "eu", "EU", "hashicorp-inc"),
    "cloud of one's own": ('cloud { hostname = "tfe.chu.example" }', "cloud", "unknown", "unknown", "unknown"),
    "cloud somewhere": ("cloud { hostname = var.h }", "cloud", "unknown", "unknown", "unknown"),
    "remote": ('backend "remote" { organization = "chu" }', "remote", "us", "US", "hashicorp-inc"),
    "one that nobody knows": (
        'backend "artifactory" { url = "https://a" }',
        "artifactory",
        "unknown",
        "unknown",
        "unknown",
    ),
}


@pytest.mark.parametrize(("backend", "name", "region", "country", "operator"), PLACED.values(), ids=PLACED)
def test_places(tmp_path: Path, backend: str, name: str, region: str, country: str, operator: str) -> None:
    found = state(tmp_path, backend)
    assert found is not None
    assert (found.address, found.data_class) == (f"terraform.backend.{name}", "health")
    assert (found.region, found.country, found.operator.id) == (region, country, operator)


BARE = BUCKET.replace('tags = { data-class = "health" }', "")
NONE = BUCKET.replace("health", "none").replace('"b" {', '"n" {')
NETWORK = 'resource "scaleway_vpc" "v" { name = "v" }\n'
CLASSES = {
    "health": (BUCKET, "health"),
    "nothing said": (BARE, "undeclared"),
    "health beside nothing said": (BUCKET + BARE.replace('"b" {', '"c" {'), "health"),
    "none beside nothing said": (NONE + BARE, "undeclared"),
    "none": (NONE, "none"),
    "none beside health": (NONE + BUCKET, "health"),
    "nothing said of what holds nothing": (NONE + NETWORK, "none"),
    "nothing that holds data": (NETWORK, "technical"),
}


@pytest.mark.parametrize(("source", "data_class"), CLASSES.values(), ids=CLASSES)
def test_classes(tmp_path: Path, source: str, data_class: str) -> None:
    found = state(tmp_path, 'backend "s3" { region = "eu-west-3" }', source=source)
    assert found is not None
    assert found.data_class == data_class


def test_the_configuration_can_say_the_class(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('terraform {\n backend "s3" { region = "eu-west-3" }\n}\n' + BUCKET)
    rule = ClassRule(data="health-pseudonymised", address="terraform.backend.*", author="DPO")
    found = scan.inventory([str(tmp_path)], Config(as_of=AS_OF, classes=(rule,))).resources
    assert [entry.data_class for entry in found] == ["health", "health-pseudonymised"]


@pytest.mark.parametrize("source", ["", 'data "scaleway_account_project" "p" {}\n'], ids=["empty", "only read"])
def test_a_stack_without_resources_has_nothing_to_keep(tmp_path: Path, source: str) -> None:
    assert state(tmp_path, 'backend "s3" { region = "us-east-1" }', source=source) is None


@pytest.mark.parametrize("backend", ["", 'backend "local" { path = "x" }'])
def test_a_file_of_this_machine_is_with_nobody(tmp_path: Path, backend: str) -> None:
    assert state(tmp_path, backend) is None


def said(backend: str, **more: str) -> Overlay:
    return Overlay(path="souverain.yaml", states=(_state(backend, **more),))


def _state(backend: str, **more: str) -> DeclaredState:
    return msgspec.convert({"backend": backend, "author": "DPO", "date": "2026-11-01", **more}, DeclaredState)


DECLARED = {
    "a region for azurerm": (
        'backend "azurerm" {}',
        said("azurerm", region="francecentral"),
        "FR",
        "microsoft-ireland",
    ),
    "a region for gcs": ('backend "gcs" {}', said("gcs", region="europe-west9"), "FR", "google-llc"),
    "a region for another backend": (
        'backend "gcs" {}',
        said("azurerm", region="francecentral"),
        "unknown",
        "google-llc",
    ),
    "what the source writes wins": (
        'backend "s3" { region = "us-east-1" }',
        said("s3", region="eu-west-3"),
        "US",
        "aws-emea-sarl",
    ),
    "what the source leaves open": (
        'backend "s3" { region = var.r }',
        said("s3", region="eu-west-3"),
        "FR",
        "aws-emea-sarl",
    ),
    "for another input": (
        'backend "azurerm" {}',
        said("azurerm", region="francecentral", input="other*"),
        "unknown",
        "microsoft-ireland",
    ),
    "a host": ('backend "http" {}', said("http", host="gitlab.com"), "US", "gitlab-inc"),
    "the last one": (
        'backend "azurerm" {}',
        Overlay(states=(_state("azurerm", region="eastus"), _state("azurerm", region="francecentral"))),
        "FR",
        "microsoft-ireland",
    ),
}


@pytest.mark.parametrize(("backend", "overlay", "country", "operator"), DECLARED.values(), ids=DECLARED)
def test_declared(tmp_path: Path, backend: str, overlay: Overlay, country: str, operator: str) -> None:
    found = state(tmp_path, backend, overlay)
    assert found is not None
    assert (found.country, found.operator.id) == (country, operator)


def test_what_is_declared_is_assumed_and_says_by_whom(tmp_path: Path) -> None:
    found = state(tmp_path, 'backend "azurerm" {}', said("azurerm", region="francecentral"))
    assert found is not None
    assert found.confidence == "assumed"
    assert "declared by DPO on 2026-11-01" in found.why


def test_a_site_of_ones_own_answers(tmp_path: Path) -> None:
    site = DeclaredSite(
        id="chu",
        hosts=("*.chu.example",),
        operator="ovh-sas",
        regions=(DeclaredRegion(id="rennes", country="FR"),),
        author="DPO",
        date="2026-11-01",
    )
    found = state(tmp_path, 'backend "http" { address = "https://tf.chu.example/x" }', Overlay(path="y", sites=(site,)))
    assert found is not None
    assert (found.region, found.country, found.operator.id) == ("rennes", "FR", "ovh-sas")


def test_what_init_noted_completes_a_block(tmp_path: Path) -> None:
    (tmp_path / ".terraform").mkdir()
    note = {"version": 3, "backend": {"type": "s3", "config": {"region": "us-east-1", "secret_key": "hush-7f3a"}}}
    (tmp_path / ".terraform" / "terraform.tfstate").write_text(json.dumps(note))
    found = state(tmp_path, 'backend "s3" {}')
    assert found is not None
    assert (found.region, found.country) == ("us-east-1", "US")


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    (tmp_path / "plan.json").write_text(json.dumps(PLAN))
    return tmp_path


RECORDS = 'resource "aws_s3_bucket" "records" {\n  bucket = "records"\n}\n'
ABROAD = 'terraform {\n  backend "s3" { region = "us-east-1" }\n}\n'
NOTE = '{"backend": {"type": "s3", "config": {"region": "us-east-1"}}}'
BESIDE = {
    "source": {"main.tf": ABROAD + RECORDS},
    "source in several files": {"main.tf": RECORDS, "backend.tf": ABROAD},
    "source in JSON": {
        "x.tf.json": '{"terraform": {"backend": {"s3": {"region": "us-east-1"}}},'
        ' "resource": {"aws_s3_bucket": {"records": {}}}}'
    },
    "a note of init": {".terraform/terraform.tfstate": NOTE},
    "a block that init completes": {
        "main.tf": 'terraform {\n  backend "s3" {}\n}\n' + RECORDS,
        ".terraform/terraform.tfstate": NOTE,
    },
    "a note of init, and source of something else": {
        "main.tf": 'resource "aws_vpc" "other" {}\n',
        ".terraform/terraform.tfstate": NOTE,
    },
}


def seen_abroad(path: Path, given: Given | None = None) -> bool:
    """Whether the state of a plan is found in us-east-1, and is nothing that the plan introduces."""
    report = scan.check([str(path)], Config(as_of=AS_OF, given=given or Given()))
    kept = {(item.rule, item.state) for item in report.findings if item.address == "terraform.backend.s3"}
    return ("storage-outside-zone", "existing") in kept


@pytest.mark.parametrize("files", BESIDE.values(), ids=BESIDE)
def test_a_plan_has_the_backend_of_its_folder(planned: Path, files: dict[str, str]) -> None:
    write(planned, files)
    assert seen_abroad(planned / "plan.json")


def test_a_plan_has_the_backend_of_the_source_that_is_named(planned: Path) -> None:
    write(planned, {"source/main.tf": f'{ABROAD}provider "aws" {{\n  region = "eu-west-3"\n}}\n{RECORDS}'})
    assert seen_abroad(planned / "plan.json", Given(source=str(planned / "source")))


def test_a_state_has_the_backend_of_its_folder(tmp_path: Path) -> None:
    bucket = {"region": "eu-west-3", "tags": {"data-class": "health"}}
    write(tmp_path, {"main.tf": ABROAD + 'module "m" {\n  source = "./m"\n}\n'})
    data = states.version4(states.block("module.m.aws_s3_bucket.records", states.instance(bucket)))
    (tmp_path / "terraform.tfstate").write_bytes(data)
    *_, kept = scan.inventory([str(tmp_path / "terraform.tfstate")], Config(as_of=AS_OF)).resources
    assert (kept.address, kept.country, kept.data_class) == ("terraform.backend.s3", "US", "health")


ENVIRONMENT = {
    "a region that the block leaves out": ('backend "s3" {}', {"AWS_REGION": "eu-west-3"}, "FR"),
    "a region that it writes": ('backend "s3" { region = "us-east-1" }', {"AWS_REGION": "eu-west-3"}, "US"),
    "a region that it leaves open": ('backend "s3" { region = var.r }', {"AWS_REGION": "eu-west-3"}, "unknown"),
    "a region for what has none": ('backend "gcs" {}', {"GOOGLE_REGION": "europe-west9"}, "unknown"),
    "an address": ('backend "remote" {}', {"TFE_HOSTNAME": "app.eu.terraform.io"}, "EU"),
    "the address of a cloud": ('cloud { organization = "o" }', {"TF_CLOUD_HOSTNAME": "app.eu.terraform.io"}, "EU"),
    "the backend's own before the provider's": (
        'cloud { organization = "o" }',
        {"TF_CLOUD_HOSTNAME": "app.eu.terraform.io", "TFE_HOSTNAME": "app.terraform.io"},
        "EU",
    ),
    "nothing": ('backend "s3" {}', {}, "unknown"),
}


@pytest.mark.parametrize(("backend", "variables", "country"), ENVIRONMENT.values(), ids=ENVIRONMENT)
def test_variables_of_the_environment_count_when_asked_for(
    tmp_path: Path, backend: str, variables: dict[str, str], country: str
) -> None:
    (tmp_path / "main.tf").write_text(f"terraform {{\n{backend}\n}}\n{BUCKET}")
    given = Given(environment=variables)
    *_, kept = scan.inventory([str(tmp_path)], Config(as_of=AS_OF, given=given)).resources
    assert kept.country == country
    assert kept.confidence == {"unknown": "unknown", "US": "observed"}.get(country, "assumed")


def test_a_state_is_not_called_the_data_that_it_describes(planned: Path) -> None:
    write(planned, BESIDE["source"])
    report = scan.check([str(planned / "plan.json")], Config(as_of=AS_OF))
    said = {item.message for item in report.findings if item.address == "terraform.backend.s3" and item.gate}
    assert "State that describes stores of health data in Northern Virginia, within reach of US law." in said
    assert all(message.startswith("State that describes stores of health data") for message in said)


NOT_SHOWN = {
    "nothing beside": {},
    "source of something else": {"main.tf": ABROAD + 'resource "aws_vpc" "other" {}\n'},
    "source that cannot be parsed": {"main.tf": "backend {"},
    "a note that cannot be read": {".terraform/terraform.tfstate": "{"},
}


@pytest.mark.parametrize("files", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_where_nothing_shows_it_the_facts_say_so(planned: Path, files: dict[str, str]) -> None:
    write(planned, files)
    found = scan.establish([str(planned / "plan.json")], Config(as_of=AS_OF)).established
    assert [resource.type for resource in found.resources] == ["aws_s3_bucket"]
    assert (found.inputs[0].state.known, found.inputs[0].state.reason) == (False, "state-not-shown")


def test_what_a_plan_does_not_show_can_be_declared(planned: Path) -> None:
    overlay = said("s3", region="us-east-1", input="plan.json")
    found = scan.establish([str(planned / "plan.json")], Config(as_of=AS_OF, overlay=overlay)).established
    assert found.resources[-1].address == found.inputs[0].state.value == "terraform.backend.s3"


def test_it_stands_in_for_no_provider_block(planned: Path) -> None:
    """A resource of an old plan, which says no provider key, must not find the region of the state."""
    old = json.loads(json.dumps(PLAN).replace('{"constant_value": "eu-west-3"}', '{"references": ["var.nowhere"]}'))
    del old["configuration"]["root_module"]["resources"][0]["provider_config_key"]
    (planned / "plan.json").write_text(json.dumps(old))
    overlay = said("s3", region="us-east-1")
    bucket, kept = scan.inventory([str(planned / "plan.json")], Config(as_of=AS_OF, overlay=overlay)).resources
    assert (bucket.country, kept.country) == ("unknown", "US")


# --- Where a profile requires it -----------------------------------------------------------------------------------

HIDDEN = msgspec.structs.replace(estate.judged_input(), state=STATE_NOT_SHOWN)
COSTS = {
    "nothing": ("nothing", False, [], 0),
    "a warning": ("warning", False, ["alert"], 0),
    "the gate": ("gate", False, ["unproven"], 4),
    "strict judging asks for it": ("nothing", True, ["unproven"], 4),
}


def unseen(resource: ResourceFacts, item: InputFacts, cost: str, *, strict: bool = False) -> tuple[list[str], int]:
    """Statuses of what is found about states, and the exit code."""
    facts = estate.document(resource, inputs=[item])
    under = Config(as_of=estate.AS_OF, strict=strict)
    asked = estate.asked(under, Cost(state=cost))
    answers = [*estate.passed("IMM-LOC", 0), *estate.passed("IMM-REACH", 0)]
    found = findings.judge(facts, answers, asked, estate.knowledge())
    said = [finding.status for finding in found if finding.rule == "unknown-state"]
    return list(said), gate.exit_code(found, facts.inputs, under)


@pytest.mark.parametrize(("cost", "strict", "statuses", "code"), COSTS.values(), ids=COSTS)
def test_a_state_that_nothing_shows_costs_what_the_profile_says(
    cost: str, strict: bool, statuses: list[str], code: int
) -> None:
    assert unseen(estate.resource(at="cloudgouv"), HIDDEN, cost, strict=strict) == (statuses, code)


def test_a_state_that_is_shown_costs_nothing() -> None:
    assert unseen(estate.resource(at="cloudgouv"), estate.judged_input(), "gate") == ([], 0)


# --- In an account or a bucket of the same stack --------------------------------------------------------------------

ACCOUNT = 'resource "azurerm_storage_account" "state" {{\n name = "chustate"\n location = {location}\n}}\n'
GCS = 'resource "google_storage_bucket" "state" {{\n name = "chu-state"\n location = {location}\n}}\n'
HELD = {
    "azurerm": ('backend "azurerm" { storage_account_name = "chustate" }', ACCOUNT, '"francecentral"', "FR"),
    "gcs": ('backend "gcs" { bucket = "chu-state" }', GCS, '"europe-west9"', "FR"),
    "another account": ('backend "azurerm" { storage_account_name = "other" }', ACCOUNT, '"francecentral"', "unknown"),
    "an account whose name is not known": (
        'backend "azurerm" { storage_account_name = var.x }', ACCOUNT, '"francecentral"', "unknown",
    ),
    "an account whose place is not known": (
        'backend "azurerm" { storage_account_name = "chustate" }', ACCOUNT, "var.nowhere", "unknown",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("backend", "source", "location", "country"), HELD.values(), ids=HELD)
def test_a_state_is_where_the_account_that_holds_it_is(
    tmp_path: Path, backend: str, source: str, location: str, country: str
) -> None:
    variable = 'variable "nowhere" { type = string }\n'
    found = state(tmp_path, backend, source=BUCKET + variable + source.format(location=location))
    assert found is not None
    assert (found.country, found.confidence) == (country, "unknown" if country == "unknown" else "derived")


def test_an_account_in_a_module_too(tmp_path: Path) -> None:
    write(tmp_path, {"m/main.tf": ACCOUNT.format(location='"francecentral"')})
    found = state(
        tmp_path,
        'backend "azurerm" { storage_account_name = "chustate" }',
        source=BUCKET + 'module "m" { source = "./m" }\n',
    )
    assert found is not None
    assert found.country == "FR"


# --- Declared, and not what is shown --------------------------------------------------------------------------------

OTHERWISE = {
    "another backend": ('backend "gcs" { bucket = "b" }', "gcs", True),
    "a file of this machine": ("", "local", True),
    "the same": ('backend "s3" { region = "eu-west-3" }', "s3", False),
}


@pytest.mark.parametrize(("backend", "shown", "told"), OTHERWISE.values(), ids=OTHERWISE)
def test_a_declaration_of_another_backend_is_reported(tmp_path: Path, backend: str, shown: str, told: bool) -> None:
    (tmp_path / "main.tf").write_text(f"terraform {{\n{backend}\n}}\n{BUCKET}", encoding="utf-8")
    config = Config(as_of=AS_OF, overlay=said("s3", region="us-east-1"))
    (item,) = scan.establish([str(tmp_path)], config).established.inputs
    gaps = [gap.args for gap in item.gaps if gap.reason == "state-declared-otherwise"]
    assert gaps == ([{"declared": "s3", "backend": shown}] if told else [])
