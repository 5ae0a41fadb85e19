"""A small hospital estate, made by hand: knowledge, rules, facts documents and the answers of policies on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from souverain.config import Config
from souverain.document import (
    Basis,
    CertificateState,
    Document,
    Edge,
    Established,
    InputFacts,
    KnowledgeFacts,
    Operator,
    Party,
    Place,
    PlaceRef,
    ProfileFacts,
    Reach,
    ReachParameters,
    RequirementFacts,
    ResourceFacts,
)
from souverain.engine import RawFinding
from souverain.engine.rules import Legal, Rule
from souverain.findings import Asked
from souverain.knowledge import Knowledge, of
from souverain.knowledge.records import Country, Law, Source
from souverain.knowledge.regimes import Cost, Profile, Regime, Requirement
from souverain.model import Fact, Location, Reason, known, unknown

AS_OF = "2026-11-24"
READ = {"source": ("registry",), "as_of": "2026-11-21", "grade": "primary"}

LAWS = (
    Law(
        id="us-cloud-act",
        name={"en": "CLOUD Act", "fr": "CLOUD Act"},
        jurisdiction="US",
        citation="18 U.S.C. 2703, 2713",
        article="18 USC 2713",
        url="https://www.law.cornell.edu/uscode/text/18/2713",
        **READ,
    ),
    Law(
        id="us-fisa-702",
        name={"en": "FISA section 702", "fr": "FISA, article 702"},
        jurisdiction="US",
        citation="50 U.S.C. 1881a",
        article="50 USC 1881a",
        **READ,
    ),
)
COUNTRIES = tuple(
    Country(id=code, name={"en": en, "fr": fr}, zones=zones, **READ)
    for code, en, fr, zones in (
        ("FR", "France", "France", ("EU", "EEA")),
        ("LU", "Luxembourg", "Luxembourg", ("EU", "EEA")),
        ("US", "United States", "États-Unis", ()),
    )
)
REGIME = Regime(
    id="health",
    name={"en": "health", "fr": "santé"},
    binding="house",
    citation="",
    protects=("health", "snds"),
    requirements=(
        Requirement(
            id="IMM-REACH",
            text={
                "en": "No law from outside the EEA reaches the data.",
                "fr": "Aucune loi hors EEE n'atteint les données.",
            },
            rules=("extra-eu-jurisdiction", "unknown-operator"),
            parameters={"zone": "EEA"},
            **READ,
        ),
        Requirement(
            id="IMM-LOC",
            text={"en": "The data stay in the EEA.", "fr": "Les données restent dans l'EEE."},
            rules=("storage-outside-zone", "unknown-location"),
            parameters={"zone": "EEA"},
            **READ,
        ),
    ),
    **READ,
)
PROFILE = Profile(id="health", name={"en": "Health", "fr": "Santé"}, regime="health")


MOVE = ("choose a place inside {zone}.", "choisir un lieu dans {zone}.")
ASK = ("say which data it is, and who says so.", "dire quelles données ce sont, et qui le dit.")


def rule(id_: str, message: tuple[str, str], remedy: tuple[str, str] = MOVE) -> Rule:
    return Rule(
        id=id_,
        package=f"souverain.rules.{id_.replace('-', '_')}",
        severity="error",
        category="test",
        description=f"What {id_} checks.",
        title={"en": f"Title of {id_}", "fr": f"Titre de {id_}"},
        message={"en": message[0], "fr": message[1]},
        remediation={"en": remedy[0], "fr": remedy[1]},
        legal=(Legal("GDPR, art. 48", "RGPD, art. 48", "https://eur-lex.europa.eu/eli/reg/2016/679/oj"),),
    )


RULES: Mapping[str, Rule] = {
    item.id.replace("-", "_"): item
    for item in (
        rule(
            "extra-eu-jurisdiction",
            (
                "{class} in {city}, within reach of {law_country} law.",
                "{class} à {city}, à portée d'une loi étrangère ({law_country}).",
            ),
        ),
        rule("storage-outside-zone", ("{class} in {city}, outside {zone}.", "{class} à {city}, hors de {zone}.")),
        rule("unknown-location", ("Place not proven: {reason}.", "Lieu non établi : {reason}.")),
        rule("unknown-operator", ("Operator not proven: {reason}.", "Opérateur non établi : {reason}.")),
        rule("unqualified-offer", ("{scheme}: {status}.", "{scheme} : {status}.")),
        rule(
            "undeclared-class",
            ("{count} stores of no declared class: health data?", "{count} stockages sans classe : données de santé ?"),
            ASK,
        ),
    )
}


def knowledge(cost: Cost | None = None) -> Knowledge:
    return of(
        laws=LAWS,
        countries=COUNTRIES,
        regimes=[REGIME],
        profiles=[msgspec.structs.replace(PROFILE, unknown=cost or Cost())],
        sources=[Source(id="registry", title="Trade register", date="2026-01-02")],
        as_of="2026-11-21",
        oldest_fact="2025-03-01",
    )


def asked(config: Config | None = None, cost: Cost | None = None) -> Asked:
    profile = msgspec.structs.replace(PROFILE, unknown=cost or Cost())
    return Asked(profile=profile, regime=REGIME, rules=RULES, config=config or Config(as_of=AS_OF))


def reach(law: str = "us-cloud-act", channel: str = "parent") -> Reach:
    return Reach(
        law=law,
        country="US",
        channel=channel,
        certainty="high",
        role="controller",
        entity="amazon",
        trigger=f"{law}/t3",
        grade="primary",
    )


AMAZON = Party("amazon", "Amazon.com, Inc.", "US")
OPERATORS = {
    "aws-emea-sarl": Operator(
        id="aws-emea-sarl",
        name="AWS EMEA SARL",
        country=known("LU", "primary", ("registry",), "2026-11-21"),
        parents=known((AMAZON,), "primary", ("registry",), "2026-11-21"),
        chain=(
            Edge(
                owner="amazon",
                owned="aws-emea-sarl",
                control="full",
                share=100.0,
                grade="transcription",
                as_of="2026-10-01",
                source=("registry",),
            ),
        ),
        reach=known((reach(), reach("us-fisa-702")), "primary", ("registry",), "2026-11-21"),
    ),
    "outscale": Operator(
        id="outscale",
        name="OUTSCALE SAS",
        country=known("FR", "primary", ("registry",), "2026-11-21"),
        parents=known((Party("outscale", "OUTSCALE SAS", "FR"),), "primary", ("registry",), "2026-11-21"),
        chain=(),
        reach=known((), "primary", ("registry",), "2026-11-21"),
    ),
}


def place(id_: str, provider: str, region: str, city: str, country: str, operator: str) -> Place:
    sure = ("primary", ("registry",), "2026-11-21")
    return Place(
        id=id_,
        provider=known(provider),
        service="s3",
        kind="object-store",
        offer=known(provider),
        region=known(region),
        city=city,
        countries=known((country,), *sure),
        operator=known(operator, *sure),
        reach=(),
        certificates=known((certificate("HDS", "claimed"),)),
    )


def certificate(scheme: str, status: str, until: str = "") -> CertificateState:
    return CertificateState(
        scheme=scheme,
        status=status,
        covers=known(value=True),
        until=until,
        activities=unknown("certificate-activities-not-published", scheme=scheme),
        grade="secondary",
        source=("registry",),
        as_of="2026-11-21",
    )


PLACES = {
    "paris": place("paris", "aws", "eu-west-3", "Paris", "FR", "aws-emea-sarl"),
    "virginia": place("virginia", "aws", "us-east-1", "Ashburn", "US", "aws-emea-sarl"),
    "cloudgouv": place("cloudgouv", "outscale", "cloudgouv-eu-west-1", "Paris", "FR", "outscale"),
}
PLACES["nowhere"] = msgspec.structs.replace(
    PLACES["cloudgouv"],
    id="nowhere",
    region=unknown("type-unknown", type="x"),
    countries=unknown("type-unknown", type="x"),
)

BASES = {
    "stated": Basis(confidence="observed", why=(Reason("class-label-word", {"value": "region"}),)),
    "assumed": Basis(confidence="assumed", why=(Reason("class-label-word", {"value": "subnet"}),)),
    "unknown": Basis(confidence="unknown", why=(Reason("type-unknown", {"type": "x"}),)),
    "class": Basis(confidence="observed", why=(Reason("class-labelled", {"key": "data", "value": "health"}),)),
}


def resource(address: str = "aws_s3_bucket.records", at: str = "paris", **changes: object) -> ResourceFacts:
    """A new bucket of health data; `id` is set by `document`."""
    base = ResourceFacts(
        id=0,
        input=0,
        address=address,
        identity=address.partition("[")[0],
        type=address.partition(".")[0],
        action="create",
        state="introduced",
        service="s3",
        kind="object-store",
        role=known("stores"),
        data_class=known("health"),
        class_basis="class",
        places=(PlaceRef(place=at, role="primary", basis="unknown" if at == "nowhere" else "stated"),),
        location=Location("s3.tf", 12),
    )
    return msgspec.structs.replace(base, **changes)


UNDECLARED: Fact[str] = unknown("undeclared")


def document(*resources: ResourceFacts, inputs: Sequence[InputFacts] = ()) -> Document:
    stated = inputs or [judged_input(resources=len(resources))]
    return Document(
        as_of=AS_OF,
        knowledge=KnowledgeFacts(as_of="2026-11-21", digest="d" * 64, oldest_fact="2025-03-01"),
        zones={"EEA": ("FR", "LU")},
        inputs=tuple(stated),
        bases=BASES,
        operators=OPERATORS,
        places=PLACES,
        resources=tuple(msgspec.structs.replace(item, id=number) for number, item in enumerate(resources)),
        profile=ProfileFacts(
            id="health",
            regime="health",
            protects=REGIME.protects,
            minimum_grade="background",
            reach=ReachParameters(channels=("parent",), certainties=("high", "certain")),
            requirements=tuple(
                RequirementFacts(id=item.id, rules=item.rules, parameters=item.parameters)
                for item in REGIME.requirements
            ),
        ),
    )


def judged_input(path: str = "plan.json", resources: int = 1) -> InputFacts:
    return InputFacts(
        path=path,
        sha256="5" * 64,
        kind="terraform-plan",
        tool="terraform 1.11.4",
        status="judged",
        has_actions=True,
        resources=resources,
        state=known("local"),
    )


def unreadable_input(path: str = "broken.json") -> InputFacts:
    return InputFacts(
        path=path,
        sha256="6" * 64,
        kind="unknown",
        tool="",
        status="unreadable",
        has_actions=False,
        resources=0,
        error=Reason("no-such-provider", {"id": "x"}),
    )


def established(made: Document) -> Established:
    return Established(**{name: getattr(made, name) for name in Established.__struct_fields__})


# --- What policies answer ---------------------------------------------------------------------------------------


def said(*evidence: Mapping[str, object]) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(evidence))


def refused(number: int, at: str = "paris", **changes: object) -> RawFinding:
    laws = [{"kind": "reach", **msgspec.to_builtins(item)} for item in (reach(), reach("us-fisa-702"))]
    base = RawFinding(
        rule="extra_eu_jurisdiction",
        requirement="IMM-REACH",
        status="fail",
        subject=number,
        place=at,
        evidence=said(*laws),
    )
    return msgspec.structs.replace(base, **changes)


def abroad(subject: int, at: str = "virginia") -> RawFinding:
    return RawFinding(
        rule="storage_outside_zone",
        requirement="IMM-LOC",
        status="fail",
        subject=subject,
        place=at,
        evidence=said({"kind": "country", "country": "US", "zone": "EEA"}),
    )


def not_known(subject: int, requirement: str = "IMM-LOC", kind: str = "place", at: str = "nowhere") -> RawFinding:
    return RawFinding(
        rule="unknown_location",
        requirement=requirement,
        status="unknown",
        subject=subject,
        place=at,
        unknown=kind,
        evidence=said({"kind": "unknown", "fact": "countries", "reason": "type-unknown", "args": {"type": "x"}}),
    )


def passed(requirement: str, *subjects: int) -> list[RawFinding]:
    """Every rule of a requirement lets the subjects pass."""
    rules = next(item.rules for item in REGIME.requirements if item.id == requirement)
    return [
        RawFinding(rule=name.replace("-", "_"), requirement=requirement, status="pass", subjects=subjects)
        for name in rules
    ]


def question(*subjects: int, number: int = 0) -> RawFinding:
    return RawFinding(rule="undeclared_class", status="unknown", unknown="class", input=number, subjects=subjects)
