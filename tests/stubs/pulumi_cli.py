"""A Pulumi project in a folder of its own, driven by the real `pulumi` with stub providers: no login and no cloud."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

STUBS = Path(__file__).parent
PACKAGES = ("aws", "azure", "azure-native", "gcp", "kubernetes", "ovh", "outscale", "scaleway")
SETTINGS = {
    "aws": {
        "version": "7.0.0",
        "computed": {
            "aws:s3/bucket:Bucket": ["arn", "bucketDomainName"],
            "aws:rds/instance:Instance": ["arn", "endpoint"],
        },
        "environment": {"region": "AWS_REGION"},
        "schema": {
            "aws:s3/bucket:Bucket": ["bucket", "region", "tags"],
            "aws:s3/bucketReplicationConfig:BucketReplicationConfig": ["bucket", "rules"],
        },
    },
    "azure": {"schema": {"azure:storage/account:Account": ["location", "tags"]}},
    "gcp": {"schema": {"gcp:storage/bucket:Bucket": ["location", "labels"]}},
    "outscale": {"schema": {"outscale:index/vm:Vm": ["tags"]}},
    "ovh": {"schema": {"ovh:CloudProject/storage:Storage": ["regionName", "tags"]}},
    "scaleway": {"schema": {"scaleway:object/bucket:Bucket": ["name", "region", "tags"]}},
}
"""What the stub providers know of their packages, where a project says nothing else."""


class Project:
    """A project with one stack, `dev` unless it has another name."""

    def __init__(
        self,
        folder: Path,
        pulumi: Path,
        program: str,
        *,
        runtime: str = "python",
        stack: str = "dev",
        settings: Mapping[str, Mapping[str, object]] = SETTINGS,
    ) -> None:
        self.folder = folder / "program"
        self._pulumi = pulumi
        self._stack = stack
        binaries = folder / "bin"
        for name in ("home", "state", "program", "bin"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for package in PACKAGES:
            _program(binaries / f"pulumi-resource-{package}", "pulumi_provider", package)
        _program(binaries / "pulumi-language-python", "pulumi_language_host")
        described = folder / "stubs.json"
        described.write_text(json.dumps(settings), encoding="utf-8")
        self.created = folder / "created.txt"
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PULUMI_", "AWS_", "SOUVERAIN_"))
        } | {
            "PATH": os.pathsep.join(
                [str(binaries), str(pulumi.parent), str(Path(sys.executable).parent), os.environ["PATH"]]
            ),
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PULUMI_SKIP_CONFIRMATIONS": "true",
            "PULUMI_STUB": str(described),
            "PULUMI_STUB_CREATED": str(self.created),
            "NO_COLOR": "1",
        }
        self.write(program, runtime)
        self.run("stack", "init", stack)

    def write(self, program: str, runtime: str = "python") -> None:
        """Replace the program: the text of `__main__.py`, or of `Pulumi.yaml`, which may have a head of its own."""
        head = "" if "\nname: " in f"\n{program}" else f"name: clinic\nruntime: {runtime}\n"
        (self.folder / "Pulumi.yaml").write_text(head + (program if runtime == "yaml" else ""), encoding="utf-8")
        if runtime == "python":
            (self.folder / "__main__.py").write_text(program, encoding="utf-8")

    def configure(self, **settings: str) -> None:
        """Set the stack's configuration: `aws_region="eu-west-3"` is `aws:region`."""
        for name, value in settings.items():
            package, _, key = name.partition("_")
            self.run("config", "set", f"{package}:{key}", value, "--stack", self._stack)

    def run(
        self, *arguments: str, env: Mapping[str, str] | None = None, check: bool = True, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """One command of the CLI, run in the program's folder, or as from a shell in another one."""
        command: Sequence[str] = [str(self._pulumi), *arguments, "--non-interactive"]
        done = subprocess.run(
            command,
            cwd=cwd or self.folder,
            env=self.environment | {"PWD": str(cwd or self.folder)} | dict(env or {}),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert not check or done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
        return done

    def preview(
        self, *arguments: str, check: bool = True, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """`pulumi preview` of the stack."""
        return self.run("preview", "--stack", self._stack, *arguments, check=check, env=env, cwd=cwd)

    def up(
        self, *arguments: str, check: bool = True, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """`pulumi up` of the stack, without a preview before."""
        return self.run("up", "--stack", self._stack, "--yes", "--skip-preview", *arguments, check=check, env=env)


def _program(target: Path, module: str, *arguments: str) -> None:
    """A program that runs `main` of a stub on this interpreter, under the name by which the engine looks for it."""
    started = f"import sys\nsys.path.insert(0, {str(STUBS)!r})\nfrom {module} import main\nmain(*{arguments!r})\n"
    target.write_text(f"#!{sys.executable} -u\n{started}", encoding="utf-8")
    target.chmod(0o755)
