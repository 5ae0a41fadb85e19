"""The pack without its protocol: levels, settings and stacks in, a session that judges resources out."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from souverain.errors import ConfigError
from souverain.given import Given
from souverain.i18n import Lang
from souverain.pulumi_pack import policies, requests, settings
from souverain.pulumi_pack.judge import Judge
from souverain.pulumi_pack.policies import Level
from souverain.pulumi_pack.session import Session
from souverain.pulumi_pack.settings import Json
from souverain.readers.pulumi import project


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """The run of the engine that asks: a preview, an update, or the analysis of a state."""

    project: str = ""
    stack: str = ""
    preview: bool = False
    config: Mapping[str, str] = msgspec.field(default_factory=dict)
    secret: frozenset[str] = frozenset()


class Pack:
    """What the pack is told, in any order, and the one session that follows from it."""

    def __init__(self, folder: Path | None, started_in: Path | None = None) -> None:
        """`folder` is the program's, where its `souverain.yaml` stands; None when nobody says it.

        `started_in` is the shell's, whose `souverain.yaml` counts when a state without a program is analyzed.
        """
        self._folder = folder
        self._started_in = started_in
        self._levels = policies.levels({})
        self._settings = settings.read({})
        self._config = settings.config(self._settings, None)
        self._run: Run | None = None
        self._session: Session | None = None

    def configure(self, levels: Mapping[str, Level], given: Mapping[str, Json]) -> None:
        """Take levels and settings, by policy. Raises ConfigError for what does not exist, UsageError for a profile."""
        self._levels = policies.levels(levels)
        misplaced = sorted(name for name, values in given.items() if values and name != settings.NAME)
        if misplaced:
            raise ConfigError("pack-misplaced", policies=", ".join(misplaced), policy=settings.NAME)
        self._settings = settings.read(given.get(settings.NAME, {}))
        self._session = None
        self.session()

    def begin(self, run: Run) -> None:
        """Take the stack that the engine works on."""
        self._run = run
        self._session = None

    def session(self) -> Session:
        """The session of this run. Raises SouverainError when knowledge, policies or configuration are broken."""
        if self._session is None:
            run = self._run or _told_by_environment()
            self._config = settings.config(self._settings, self._beside(run))
            beside = Given(environment=dict(os.environ) if self._settings.environment else {})
            judge = Judge(msgspec.structs.replace(self._config, given=beside))
            session = Session(judge.findings, self._config, self._levels, judge.own)
            if run is not None:
                given = requests.configuration(run.config, run.secret)
                session.configure(f"{run.project}/{run.stack}", given, preview=run.preview)
            self._session = session
            gc.freeze()  # what was loaded stays: nobody looks for garbage in it
        return self._session

    def _beside(self, run: Run | None) -> Path | None:
        """The folder whose `souverain.yaml` counts. Raises ConfigError when it is not known and may ask for more."""
        if run is None:
            return self._folder or self._started_in
        if self._folder is not None and project.name_of(self._folder) == run.project:
            return self._folder
        if not (self._settings.config or self._settings.profiles):
            raise ConfigError("pack-folder", project=run.project)
        return None

    @property
    def lang(self) -> Lang:
        """The language of what is said."""
        return self._config.lang


def _told_by_environment() -> Run | None:
    """What older language hosts say of the stack; None when a state is analyzed, of which nobody says anything."""
    given = os.environ.get("PULUMI_CONFIG")
    if given is None:
        return None
    try:
        config = msgspec.convert(json.loads(given), dict[str, str])
        secret = msgspec.convert(json.loads(os.environ.get("PULUMI_CONFIG_SECRET_KEYS") or "[]"), frozenset[str])
    except (ValueError, msgspec.ValidationError) as error:
        raise ConfigError("pack-environment", cause=type(error).__name__) from error
    told = {name: os.environ.get(f"PULUMI_{name.upper()}", "") for name in ("project", "stack", "dry_run")}
    return Run(
        project=told["project"],
        stack=told["stack"],
        preview=told["dry_run"] == "true",
        config=config,
        secret=secret,
    )
