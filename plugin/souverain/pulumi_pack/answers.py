"""What the engine is told: policies and violations in, messages of its protocol out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from google.protobuf.json_format import ParseDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2 as protocol

from souverain import __version__
from souverain.pulumi_pack import settings
from souverain.pulumi_pack.policies import SEVERITIES, Level, Policy
from souverain.pulumi_pack.settings import Json
from souverain.pulumi_pack.violations import Violation

NAME = "souverain"
LEVELS: Mapping[Level, protocol.EnforcementLevel.ValueType] = {
    "advisory": protocol.ADVISORY,
    "mandatory": protocol.MANDATORY,
    "disabled": protocol.DISABLED,
    "remediate": protocol.REMEDIATE,
}
_SEVERITIES: Mapping[str, protocol.PolicySeverity.ValueType] = {
    "low": protocol.POLICY_SEVERITY_LOW,
    "medium": protocol.POLICY_SEVERITY_MEDIUM,
    "high": protocol.POLICY_SEVERITY_HIGH,
}


def info(policies: Iterable[Policy], schema: Json) -> protocol.AnalyzerInfo:
    """The pack and its policies. `schema` is that of the settings."""
    return protocol.AnalyzerInfo(
        name=NAME,
        displayName="souverain",
        version=__version__,
        supportsConfig=True,
        description="Where data is, who operates the place, who controls the operator, which laws reach it.",
        policies=[_policy(policy, schema if policy.name == settings.NAME else {}) for policy in policies],
    )


def response(violations: Iterable[Violation], policies: Mapping[str, Policy]) -> protocol.AnalyzeResponse:
    """The violations, each with what is shown of its policy."""
    return protocol.AnalyzeResponse(diagnostics=[_diagnostic(item, policies[item.policy]) for item in violations])


def _policy(policy: Policy, schema: Json) -> protocol.PolicyInfo:
    framework = protocol.PolicyComplianceFramework(name=policy.framework, reference=policy.reference)
    return protocol.PolicyInfo(
        name=policy.name,
        displayName=policy.title,
        description=policy.description,
        enforcementLevel=LEVELS[policy.level],
        policy_type=protocol.POLICY_TYPE_STACK if policy.of_the_stack else protocol.POLICY_TYPE_RESOURCE,
        severity=_SEVERITIES[policy.severity],
        framework=framework if policy.reference else None,
        tags=policy.tags,
        url=policy.url,
        configSchema=protocol.PolicyConfigSchema(properties=ParseDict(dict(schema), Struct())) if schema else None,
    )


def _diagnostic(violation: Violation, policy: Policy) -> protocol.AnalyzeDiagnostic:
    return protocol.AnalyzeDiagnostic(
        policyName=violation.policy,
        policyPackName=NAME,
        policyPackVersion=__version__,
        description=policy.title,
        message=violation.message,
        enforcementLevel=LEVELS[violation.level],
        urn=violation.urn,
        severity=_SEVERITIES[SEVERITIES[violation.severity] if violation.severity else policy.severity],
    )
