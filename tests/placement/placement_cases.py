"""A small market of providers, and short ways to write a stack and to ask where its resources are."""

from __future__ import annotations

from collections.abc import Mapping

from souverain import knowledge
from souverain.graph.addresses import plain, scopes
from souverain.knowledge import Knowledge
from souverain.knowledge.records import (
    Cloud,
    Default,
    Endpoint,
    Global,
    Offer,
    Provider,
    Region,
    Setting,
    Unstated,
)
from souverain.model import (
    Constant,
    Expression,
    Input,
    Module,
    ProviderConfig,
    References,
    Resource,
    Scalar,
    Stack,
)
from souverain.placement import Placed, place

FROM = {"source": ("made",), "as_of": "2026-01-01", "grade": "primary"}


def region(id_: str, country: str | Unstated, **more: object) -> Region:
    return Region(id=id_, country=country, **{**FROM, **more})  # type: ignore[arg-type]


AWS = Provider(
    id="aws",
    name="AWS",
    country="US",
    terraform=("hashicorp/aws",),
    prefixes=("aws_",),
    operator="aws-emea",
    settings=(Setting(attribute="region", kind="region"), Setting(attribute="endpoints", kind="endpoint")),
    location=("availability_zone", "region"),
    clouds=(
        Cloud(id="aws", operator="aws-emea", regions=r"^(us|eu)-\w+-\d+$", arn="aws", **FROM),
        Cloud(id="aws-cn", operator=Unstated("one of two"), regions=r"^cn-\w+-\d+$", arn="aws-cn", **FROM),
        Cloud(id="aws-eusc", operator="aws-esc", regions=r"^eusc-de-\w+-\d+$", arn="aws-eusc", **FROM),
    ),
    regions=(
        region("eu-west-3", "FR", city="Paris", cloud="aws", match=r"^eu-west-3[a-z]?$"),
        region("eu-central-1", "DE", city="Frankfurt", cloud="aws", match=r"^eu-central-1[a-z]?$"),
        region("eu-west-2", "GB", city="London", cloud="aws", match=r"^eu-west-2[a-z]?$"),
        region("us-east-1", "US", city="Virginia", cloud="aws", match=r"^us-east-1[a-z]?$"),
        region("eu-west-3-cmn-wlz-1a", "MA", kind="wavelength_zone", parent="eu-west-3", cloud="aws"),
        region("cn-north-1", "CN", city="Beijing", cloud="aws-cn", operator="sinnet"),
        region("eusc-de-east-1", "DE", cloud="aws-eusc"),
    ),
    endpoints=(
        Endpoint(pattern=r"^s3\.(?P<region>[a-z0-9-]+)\.amazonaws\.com$", service="s3", **FROM),
        Endpoint(pattern=r"^(?:.+\.)?amazonaws\.com$", **FROM),
    ),
    offers=(
        Offer(id="aws-sovereign", name="Sovereign", cloud="aws-eusc", **FROM),
        Offer(id="aws-public", name="AWS", cloud="aws", **FROM),
    ),
    **FROM,
)
AZURE = Provider(
    id="azure",
    name="Azure",
    country="US",
    terraform=("hashicorp/azurerm",),
    prefixes=("azurerm_",),
    operator="microsoft-ie",
    settings=(
        Setting(attribute="metadata_host", kind="endpoint"),
        Setting(attribute="environment", kind="cloud", default="public"),
    ),
    location=("location",),
    loose_names=True,
    clouds=(
        Cloud(id="public", operator="microsoft-ie", offer="azure", settings={"environment": ("public",)}, **FROM),
        Cloud(id="china", operator="21vianet", settings={"environment": ("china",)}, **FROM),
    ),
    regions=(
        region("francecentral", "FR", cloud="public", aliases=("France Central",), pair="francesouth"),
        region("francesouth", "FR", cloud="public", pair="francecentral"),
        region("westeurope", "NL", cloud="public", aliases=("West Europe",), pair="northeurope"),
        region("northeurope", "IE", cloud="public", pair="westeurope"),
        region("switzerlandnorth", "CH", cloud="public"),
        region("chinanorth", "CN", cloud="china"),
    ),
    offers=(Offer(id="azure", name="Azure", **FROM),),
    defaults=(
        Default(
            types=("azurerm_recovery_services_vault",),
            attribute="storage_mode_type",
            value="pair",
            role="backup",
            **FROM,
        ),
    ),
    **FROM,
)
BLEU = Provider(
    id="bleu",
    name="Bleu",
    country="FR",
    operator="bleu-sas",
    loose_names=True,
    endpoints=(Endpoint(pattern=r"^(?:.+\.)?sovcloud-api\.fr$", service="control-plane/data", country="FR", **FROM),),
    **FROM,
)
GOOGLE = Provider(
    id="gcp",
    name="Google Cloud",
    country="US",
    terraform=("hashicorp/google", "hashicorp/google-beta"),
    prefixes=("google_",),
    operator="google",
    settings=(
        Setting(attribute="universe_domain", kind="endpoint", default="googleapis.com"),
        Setting(attribute="zone", kind="zone"),
        Setting(attribute="region", kind="region"),
    ),
    location=("zone", "location", "region"),
    clouds=(Cloud(id="googleapis.com", operator="google", settings={"universe_domain": ("googleapis.com",)}, **FROM),),
    regions=(
        region("europe-west9", "FR", cloud="googleapis.com", match=r"^europe-west9(-[a-c])?$"),
        region("europe-west6", "CH", cloud="googleapis.com", match=r"^europe-west6(-[a-c])?$"),
        region("us-central1", "US", cloud="googleapis.com", match=r"^us-central1(-[a-f])?$"),
        region("EU", "EU", kind="multi_region"),
        region("US", "US", kind="multi_region"),
        region("EUR7", Unstated("several"), kind="dual_region", countries=("GB", "DE")),
        region("europe", Unstated("differs"), kind="multi_region"),
    ),
    endpoints=(Endpoint(pattern=r"^(?:.+\.)?googleapis\.com$", cloud="googleapis.com", **FROM),),
    offers=(Offer(id="gcp", name="Google Cloud", **FROM),),
    defaults=(
        Default(types=("google_bigquery_dataset",), attribute="location", value="US", **FROM),
        Default(
            types=("google_secret_manager_secret",),
            attribute="replication.user_managed.replicas.location",
            value="global",
            **FROM,
        ),
    ),
    globals=(Global(types=("google_project*", "google_compute_network"), **FROM),),
    **FROM,
)
S3NS = Provider(
    id="s3ns",
    name="S3NS",
    country="FR",
    operator="s3ns-sas",
    regions=(region("u-france-east1", "FR", match=r"^u-france-east1(-[a-z])?$"),),
    endpoints=(Endpoint(pattern=r"^(?:.+\.)?s3nsapis\.fr$", service="control-plane/data", country="FR", **FROM),),
    **FROM,
)
OVH = Provider(
    id="ovhcloud",
    name="OVHcloud",
    country="FR",
    terraform=("ovh/ovh",),
    prefixes=("ovh_",),
    operator="ovh-sas",
    settings=(Setting(attribute="endpoint", kind="cloud"),),
    location=("region",),
    regions=(
        region("gra", "FR", city="Gravelines", match=r"^(GRA|gra)\d*$"),
        region("sbg", "FR", city="Strasbourg", match=r"^(SBG|sbg)\d*$"),
        region("bhs", "CA", match=r"^(BHS|bhs)\d*$", operator="ovh-ca"),
    ),
    endpoints=(
        Endpoint(pattern=r"^s3\.(?P<region>[a-z0-9-]+)\.io\.cloud\.ovh\.net$", service="object-storage-s3", **FROM),
        Endpoint(pattern=r"^auth\.cloud\.ovh\.net$", service="openstack-keystone", **FROM),
        Endpoint(pattern=r"^eu\.api\.ovh\.com$", service="control-plane", operator="ovh-sas", **FROM),
    ),
    offers=(
        Offer(id="ovh-databases", name="Databases", types=("ovh_cloud_project_database*",), **FROM),
        Offer(id="ovh-public", name="Public Cloud", **FROM),
    ),
    **FROM,
)
CLEVER = Provider(
    id="clever-cloud",
    name="Clever Cloud",
    country="FR",
    terraform=("clevercloud/clevercloud",),
    prefixes=("clevercloud_",),
    operator="clever-sas",
    regions=(region("par", "FR"), region("gra", "FR", host="ovhcloud"), region("mtl", "CA", host="ovhcloud")),
    endpoints=(
        Endpoint(pattern=r"^cellar-c2\.services\.clever-cloud\.com$", service="object-storage", country="FR", **FROM),
    ),
    **FROM,
)
SCALEWAY = Provider(
    id="scaleway",
    name="Scaleway",
    country="FR",
    terraform=("scaleway/scaleway",),
    prefixes=("scaleway_",),
    operator="scaleway-sas",
    settings=(
        Setting(attribute="zone", kind="zone", default="fr-par-1"),
        Setting(attribute="region", kind="region", default="fr-par"),
        Setting(attribute="api_url", kind="endpoint"),
    ),
    location=("zone", "region"),
    placed_ids=True,
    regions=(
        region("fr-par", "FR", zones=("fr-par-1", "fr-par-2"), pair="nl-ams"),
        region("nl-ams", "NL", zones=("nl-ams-1",)),
    ),
    defaults=(
        Default(types=("scaleway_rdb_instance",), attribute="backup_same_region", value="pair", role="backup", **FROM),
    ),
    **FROM,
)
OUTSCALE = Provider(
    id="outscale",
    name="Outscale",
    country="FR",
    terraform=("outscale/outscale",),
    prefixes=("outscale_",),
    operator="outscale-sas",
    settings=(
        Setting(attribute="endpoints.api", kind="endpoint"),
        Setting(attribute="region", kind="region"),
    ),
    regions=(
        region("eu-west-2", "FR", match=r"^eu-west-2[a-c]?$"),
        region("us-east-2", "US", match=r"^us-east-2[a-c]?$", operator="outscale-us"),
    ),
    endpoints=(
        Endpoint(pattern=r"^api\.(?P<region>[a-z0-9-]+)\.outscale\.com$", service="control-plane", **FROM),
        Endpoint(pattern=r"^oos\.(?P<region>[a-z0-9-]+)\.outscale\.com$", service="object-storage", **FROM),
    ),
    **FROM,
)
OPENSTACK = Provider(
    id="openstack",
    name="OpenStack",
    country="",
    terraform=("terraform-provider-openstack/openstack",),
    prefixes=("openstack_",),
    operator=Unstated("whoever answers at auth_url"),
    settings=(Setting(attribute="auth_url", kind="endpoint"), Setting(attribute="region", kind="region")),
    site_map=True,
    **FROM,
)
DATADOG = Provider(
    id="datadog",
    name="Datadog",
    country="US",
    terraform=("datadog/datadog",),
    prefixes=("datadog_",),
    operator="datadog-inc",
    settings=(Setting(attribute="api_url", kind="endpoint", default="api.datadoghq.com"),),
    regions=(region("us1", "US"), region("eu1", "DE")),
    endpoints=(
        Endpoint(pattern=r"^(?:.+\.)?datadoghq\.eu$", region="eu1", **FROM),
        Endpoint(pattern=r"^(?:.+\.)?datadoghq\.com$", region="us1", **FROM),
    ),
    **FROM,
)
OKTA = Provider(
    id="okta",
    name="Okta",
    country="US",
    terraform=("okta/okta",),
    prefixes=("okta_",),
    operator="okta-inc",
    settings=(Setting(attribute="base_url", kind="endpoint", default_country="US"),),
    **FROM,
)
NONE = Provider(
    id="none",
    name="None",
    country="",
    terraform=("hashicorp/random", "hashicorp/null"),
    prefixes=("random_", "null_"),
    globals=(Global(types=("*",), kind="none", **FROM),),
    **FROM,
)
MARKET: Knowledge = knowledge.of(
    providers=(AWS, AZURE, BLEU, GOOGLE, S3NS, OVH, CLEVER, SCALEWAY, OUTSCALE, OPENSTACK, DATADOG, OKTA, NONE)
)

_SOURCES = {
    "aiven": "aiven/aiven",
    "cockroach": "cockroachdb/cockroach",
    "confluent": "confluentinc/confluent",
    "databricks": "databricks/databricks",
    "ec": "elastic/ec",
    "mongodbatlas": "mongodb/mongodbatlas",
    "postgresql": "cyrilgdn/postgresql",
    "platformsh": "platformsh/platformsh",
    "qovery": "Qovery/qovery",
    "supabase": "supabase/supabase",
    "azurerm": "hashicorp/azurerm",
    "clevercloud": "clevercloud/clevercloud",
    "datadog": "datadog/datadog",
    "hcloud": "hetznercloud/hcloud",
    "newrelic": "newrelic/newrelic",
    "oci": "oracle/oci",
    "opentelekomcloud": "opentelekomcloud/opentelekomcloud",
    "okta": "okta/okta",
    "openstack": "terraform-provider-openstack/openstack",
    "outscale": "outscale/outscale",
    "ovh": "ovh/ovh",
    "rediscloud": "RedisLabs/rediscloud",
    "scaleway": "scaleway/scaleway",
    "snowflake": "snowflakedb/snowflake",
}


def const(value: Scalar) -> Expression:
    return Constant(value)


def refs(*names: str) -> Expression:
    return References(names)


def resource(
    address: str,
    attributes: Mapping[str, Scalar] | None = None,
    *,
    expressions: Mapping[str, Expression] | None = None,
    unknown: tuple[str, ...] = (),
    key: str | None = "",
    **more: object,
) -> Resource:
    """A resource by its address. Expressions whose value is not given count as unknown; `key` "" is the root block."""
    module = scopes(address)[-1]
    local = plain(address[len(module) :].removeprefix("."))
    type_, name = local.removeprefix("data.").split(".")
    prefix = type_.partition("_")[0]
    attributes, expressions = attributes or {}, expressions or {}
    return Resource(
        address=address,
        type=type_,
        name=name,
        provider=f"registry.terraform.io/{_SOURCES.get(prefix, f'hashicorp/{prefix}')}",
        module=module,
        identity=plain(address),
        data=local.startswith("data."),
        attributes=attributes,
        expressions=expressions,
        unknown=frozenset((*unknown, *(path for path in expressions if path not in attributes))),
        provider_key=prefix if key == "" else key,
        **more,  # type: ignore[arg-type]
    )


def block(key: str, module: str = "", **settings: Expression) -> ProviderConfig:
    """A provider block; `__` in the name of a setting stands for a nested one."""
    name, _, alias = key.rpartition(":")[2].partition(".")
    expressions = {path.replace("__", "[0]."): found for path, found in settings.items()}
    return ProviderConfig(key=key, name=name, alias=alias, module=module, expressions=expressions)


def stack(
    *resources: Resource,
    blocks: tuple[ProviderConfig, ...] = (),
    modules: tuple[Module, ...] = (),
    variables: Mapping[str, Scalar] | None = None,
) -> Stack:
    return Stack(
        input=Input(path="plan.json"),
        resources=resources,
        providers={item.key: item for item in blocks},
        modules={item.address: item for item in modules},
        variables=variables or {},
    )


def places(found: Stack, market: Knowledge = MARKET) -> dict[str, tuple[Placed, ...]]:
    return dict(zip((item.address for item in found.resources), place(found, market), strict=True))


def primary(found: Stack, address: str = "", market: Knowledge = MARKET) -> Placed:
    """The primary place of one resource, the last one when no address is given."""
    return places(found, market)[address or found.resources[-1].address][0]


def told(placed: Placed) -> tuple[str, str, str, str]:
    """Region, countries, operator, confidence; `?` and the reason where unknown."""
    site = placed.site
    facts = [site.region, site.countries, site.operator]
    said = [
        "+".join(fact.value) if isinstance(fact.value, tuple) else fact.value or f"?{fact.reason}" for fact in facts
    ]
    return (said[0], said[1], said[2], placed.basis.confidence)


def copies(found: Stack, address: str = "", market: Knowledge = MARKET) -> list[tuple[str, str, str]]:
    """Role, region and countries of all places but the primary one."""
    listed = places(found, market)[address or found.resources[-1].address][1:]
    return [(item.role, told(item)[0], told(item)[1] + "?" * (not item.sure)) for item in listed]


def steps(placed: Placed) -> list[str]:
    return [reason.code for reason in placed.basis.why]
