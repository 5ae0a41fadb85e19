"""The engine's protocol for policy packs: calls in, answers out, and an error of the call for whatever goes wrong.

The engine takes an error for a failed preview or update. It forgives one kind, a call that is not implemented: so every
call is, and none ends without an answer or an error.
"""

# ruff: noqa: N802, ARG002  # the protocol names the methods and their arguments

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import analyzer_pb2 as protocol
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerServicer
from pulumi.runtime.proto.plugin_pb2 import PluginInfo

from souverain import __version__, knowledge
from souverain.errors import SouverainError
from souverain.i18n import told
from souverain.pulumi_pack import answers, policies, requests, settings
from souverain.pulumi_pack.pack import Pack, Run
from souverain.pulumi_pack.violations import Violation

T = TypeVar("T")

_LEVELS = {number: level for level, number in answers.LEVELS.items()}


class Servicer(AnalyzerServicer):
    """One pack for one run of the engine. Calls may come at the same time; they are answered one after the other."""

    def __init__(self, folder: Path | None, started_in: Path | None = None) -> None:
        """`folder` is the program's, None when nobody says it; `started_in` counts when a state is analyzed."""
        self.over = threading.Event()
        self._lock = threading.Lock()
        self._pack = Pack(folder, started_in)

    def Handshake(
        self, request: protocol.AnalyzerHandshakeRequest, context: grpc.ServicerContext
    ) -> protocol.AnalyzerHandshakeResponse:
        """Nothing depends on where the engine listens."""
        return protocol.AnalyzerHandshakeResponse()

    def GetPluginInfo(self, request: Empty, context: grpc.ServicerContext) -> PluginInfo:
        """The version."""
        return PluginInfo(version=__version__)

    def GetAnalyzerInfo(self, request: Empty, context: grpc.ServicerContext) -> protocol.AnalyzerInfo:
        """The policies."""
        return self._answer(context, self._info)

    def ConfigureStack(
        self, request: protocol.AnalyzerStackConfigureRequest, context: grpc.ServicerContext
    ) -> protocol.AnalyzerStackConfigureResponse:
        """The stack that the engine works on, and its configuration."""
        run = Run(
            project=request.project,
            stack=request.stack,
            preview=request.dry_run,
            config=dict(request.config),
            secret=frozenset(request.config_secret_keys),
        )
        self._answer(context, lambda: self._pack.begin(run))
        return protocol.AnalyzerStackConfigureResponse()

    def Configure(self, request: protocol.ConfigureAnalyzerRequest, context: grpc.ServicerContext) -> Empty:
        """Levels and settings; what nobody knows there is an error."""
        self._answer(context, lambda: self._configured(request))
        return Empty()

    def Analyze(self, request: protocol.AnalyzeRequest, context: grpc.ServicerContext) -> protocol.AnalyzeResponse:
        """One resource, before it exists."""
        return self._answer(context, lambda: self._before(request))

    def AnalyzeStack(
        self, request: protocol.AnalyzeStackRequest, context: grpc.ServicerContext
    ) -> protocol.AnalyzeResponse:
        """All resources together, at the end."""
        return self._answer(context, lambda: self._at_the_end(request))

    def Remediate(self, request: protocol.AnalyzeRequest, context: grpc.ServicerContext) -> protocol.RemediateResponse:
        """Nothing is ever changed."""
        return protocol.RemediateResponse()

    def Cancel(self, request: Empty, context: grpc.ServicerContext) -> Empty:
        """The engine is done."""
        self.over.set()
        return Empty()

    def _configured(self, request: protocol.ConfigureAnalyzerRequest) -> None:
        given = request.policyConfig
        levels = {name: _LEVELS[found.enforcementLevel] for name, found in given.items()}
        values = {name: MessageToDict(found.properties) for name, found in given.items()}
        self._pack.configure(levels, values)

    def _info(self) -> protocol.AnalyzerInfo:
        profiles = tuple(sorted(knowledge.load().profiles))
        return answers.info(policies.policies(self._pack.lang), settings.schema(profiles))

    def _before(self, request: protocol.AnalyzeRequest) -> protocol.AnalyzeResponse:
        provider = requests.provider(request.provider) if request.provider.urn else None
        return self._response(self._pack.session().before(requests.asked(request), provider))

    def _at_the_end(self, request: protocol.AnalyzeStackRequest) -> protocol.AnalyzeResponse:
        session = self._pack.session()
        grouping = requests.components(request.resources, analyzed=session.analyzed)
        items = [
            requests.standing(
                found, session.asked(found.urn), settled=session.settled, custom=found.urn not in grouping
            )
            for found in request.resources
        ]
        providers = [requests.provider(found.provider) for found in request.resources if found.provider.urn]
        return self._response(session.at_the_end(items, providers))

    def _response(self, violations: tuple[Violation, ...]) -> protocol.AnalyzeResponse:
        if not violations:
            return protocol.AnalyzeResponse()
        return answers.response(violations, {policy.name: policy for policy in policies.policies(self._pack.lang)})

    def _answer(self, context: grpc.ServicerContext, work: Callable[[], T]) -> T:
        """What the work comes to, or the end of the call with an error that says why in one line."""
        try:
            with self._lock:
                return work()
        except SouverainError as error:
            context.abort(
                grpc.StatusCode.FAILED_PRECONDITION, told(f"errors.{error.code}", self._pack.lang, error.args_)
            )
        except Exception as error:  # a crash is no verdict, and its text may quote what a resource holds
            context.abort(grpc.StatusCode.INTERNAL, f"souverain: {type(error).__name__}")
        raise AssertionError("context.abort raises")
