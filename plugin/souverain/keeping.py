"""The state of a stack as one more resource of it: a stack and what is declared in, the stack with its state out.

A state describes every resource, with secrets in clear: where it is kept is judged like a store. A backend is a
provider block and a store in one, and is read as both: its region is the store's, its addresses are the block's.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from souverain.declared import DeclaredState, Overlay
from souverain.globs import matches_input
from souverain.model import (
    EMPTY,
    STATE_TYPE,
    Backend,
    Constant,
    Expression,
    Fact,
    Gap,
    ProviderConfig,
    Reason,
    References,
    Resource,
    Stack,
    Unevaluated,
    known,
    unknown,
)
from souverain.readers.backends import LOCAL, SETTINGS

_HOST: Mapping[str, str] = {
    "s3": "endpoints.s3",
    "azurerm": "metadata_host",
    "gcs": "storage_custom_endpoint",
    "oss": "oss_custom_endpoint",
    "cos": "cos_custom_endpoint",
    "consul": "address",
    "http": "address",
    "kubernetes": "host",
    "pg": "host",
    "remote": "hostname",
    "cloud": "hostname",
    "service": "api_url",
}
"""By backend, the setting that says who answers."""
_STORES: Mapping[str, tuple[str, str]] = {
    "azurerm": ("azurerm_storage_account", "location"),
    "gcs": ("google_storage_bucket", "location"),
}
"""By backend that states no region, the type of what holds the state, and the attribute that places that."""
_VARIABLES: Mapping[str, tuple[str, ...]] = {"cloud": ("TF_CLOUD_HOSTNAME",), "remote": ("TF_CLOUD_HOSTNAME",)}
"""By backend, the variables that it reads and the provider of the same host does not."""
_PROVIDERS: Mapping[str, str] = {
    "s3": "hashicorp/aws",
    "azurerm": "hashicorp/azurerm",
    "gcs": "hashicorp/google",
    "oss": "aliyun/alicloud",
    "cos": "tencentcloudstack/tencentcloud",
    "oci": "oracle/oci",
    "consul": "hashicorp/consul",
    "http": "backend/http",
    "kubernetes": "hashicorp/kubernetes",
    "pg": "cyrilgdn/postgresql",
    "remote": "hashicorp/tfe",
    "cloud": "hashicorp/tfe",
    "service": "pulumi/pulumiservice",
}
"""By backend, the provider whose block has the settings that the backend has."""


def with_state(stack: Stack, overlay: Overlay, environment: Mapping[str, str] = EMPTY) -> Stack:
    """The stack with its state among its resources; the same where nothing shows it, or where it holds nothing.

    `environment` holds the variables that may say what a backend leaves out. A declaration of another backend than the
    one that is shown is a gap.
    """
    backend, declared = _backend(stack, overlay)
    if (said := _said(stack, overlay)) and backend is not None and backend.type != said.backend:
        reason = Reason("state-declared-otherwise", {"declared": said.backend, "backend": backend.type})
        stack = msgspec.structs.replace(stack, gaps=(*stack.gaps, Gap("", reason)))
    if backend is None or backend.type == LOCAL or not _holds_something(stack):
        return stack
    resource = _in_stack(_resource(stack, backend, declared), stack, backend)
    block = _asked(_block(resource, backend), backend, environment)
    return msgspec.structs.replace(
        stack, resources=(*stack.resources, resource), providers={**stack.providers, block.key: block}, backend=backend
    )


def seen(stack: Stack, overlay: Overlay) -> Fact[str]:
    """What keeps the state, by its address; `local` for a file of the machine that runs the tool."""
    backend, _ = _backend(stack, overlay)
    if backend is None:
        return unknown("pulumi-state-not-shown" if _tool(stack) == "pulumi" else "state-not-shown")
    return known(LOCAL if backend.type == LOCAL else _address(stack, backend))


def _backend(stack: Stack, overlay: Overlay) -> tuple[Backend | None, Reason | None]:
    """What the input shows, completed by what is declared for it; with who declares, where that is needed."""
    shown = stack.backend
    said = _said(stack, overlay)
    if said is None or (shown is not None and shown.type != said.backend):
        return shown, None
    declared = _declared(said)
    found = shown or Backend(type=said.backend)
    missing = {name: value for name, value in declared.items() if name not in found.settings}
    if shown is not None and not missing:
        return shown, None
    settings = {**found.settings, **missing}
    completed = msgspec.structs.replace(found, settings=settings, open=found.open - missing.keys())
    return completed, Reason("state-declared", {"author": said.author, "date": said.date})


def _said(stack: Stack, overlay: Overlay) -> DeclaredState | None:
    return next((item for item in reversed(overlay.states) if matches_input(item.input, stack.input.path)), None)


def _declared(said: DeclaredState) -> dict[str, str]:
    """The settings that a declaration gives, under the names of provider blocks."""
    found = {"region": said.region, _HOST.get(said.backend, ""): said.host}
    return {name: value for name, value in found.items() if name and value}


def _resource(stack: Stack, backend: Backend, declared: Reason | None) -> Resource:
    address = _address(stack, backend)
    region = {"region": backend.settings["region"]} if "region" in backend.settings else {}
    return Resource(
        address=address,
        type=f"{STATE_TYPE}{backend.type}",
        name=backend.type,
        provider=_PROVIDERS.get(backend.type, ""),
        identity=address,
        action="no-op" if stack.has_actions else "exists",
        attributes=region,
        provider_key=address,
        location=backend.location,
        declared=declared,
    )


def _block(resource: Resource, backend: Backend) -> ProviderConfig:
    """The settings as a block that no other resource can mean: its name is no provider's.

    A backend without a setting for its region does not take one from the environment either.
    """
    expressions: dict[str, Expression] = {name: Unevaluated() for name in backend.open}
    if "region" not in SETTINGS.get(backend.type, {}).values():
        expressions["region"] = Unevaluated()
    expressions |= {name: Constant(value) for name, value in backend.settings.items()}
    return ProviderConfig(
        key=resource.address,
        name=resource.address,
        source=resource.provider,
        expressions=expressions,
        location=backend.location,
    )


def _in_stack(state: Resource, stack: Stack, backend: Backend) -> Resource:
    """The state where the account or bucket that holds it is, when that is a resource of the same stack."""
    type_, attribute = _STORES.get(backend.type, ("", ""))
    if not backend.store or "region" in state.attributes:
        return state
    for item in stack.resources:
        if item.type == type_ and item.state != "leaving" and item.attributes.get("name") == backend.store:
            place = item.attributes.get(attribute)
            if isinstance(place, str) and item.module:
                return msgspec.structs.replace(state, attributes={"region": place})
            name = References((f"{item.address}.{attribute}",), bare=True)
            found = state if item.module else msgspec.structs.replace(state, expressions={"region": name})
            return msgspec.structs.replace(found, unknown=frozenset(found.expressions))
    return state


def _asked(block: ProviderConfig, backend: Backend, environment: Mapping[str, str]) -> ProviderConfig:
    """The block with the host that a variable of the environment gives to what leaves it out."""
    for variable in _VARIABLES.get(backend.type, ()):
        if "hostname" not in block.expressions and environment.get(variable):
            given = {**block.expressions, "hostname": Constant(environment[variable])}
            return msgspec.structs.replace(block, expressions=given, environment={"hostname": variable})
    return block


def _holds_something(stack: Stack) -> bool:
    return any(resource.state in ("introduced", "existing") for resource in stack.resources)


def _address(stack: Stack, backend: Backend) -> str:
    return f"{_tool(stack)}.backend.{backend.type}"


def _tool(stack: Stack) -> str:
    return "pulumi" if stack.input.kind.startswith("pulumi") else "terraform"
