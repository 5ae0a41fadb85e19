"""Pulumi's own package for Kubernetes, under the real engine: where workloads run, and what they read."""

from __future__ import annotations

from pathlib import Path

import programs
import pytest
from pulumi_cli import Project

from real_tools import Tool
from souverain import graph, readers, scan
from souverain.config import Config
from souverain.model import Stack

PROGRAM = (
    programs.HEAD
    + """
class Made(pulumi.CustomResource):
    def __init__(self, token, name, properties, out, **options):
        super().__init__(token, name, {**properties, out: None}, pulumi.ResourceOptions(**options))
        self.out = self._lift(out)

    def _lift(self, name):
        return self.id if name == "id" else pulumi.get(self, name)

db = Made("aws:rds/instance:Instance", "db", {"region": "eu-west-3", "tags": HEALTH}, "endpoint")
cluster = Made("scaleway:kubernetes/cluster:Cluster", "cluster", {"region": "fr-par"}, "kubeconfig")

class Kubernetes(pulumi.ProviderResource):
    def __init__(self):
        super().__init__("kubernetes", "ours", {"kubeconfig": cluster.out})

ours = Kubernetes()
labelled = {"metadata": {"labels": HEALTH}}
claim = Made("kubernetes:core/v1:PersistentVolumeClaim", "claim", labelled, "status", provider=ours)
spec = {
    "template": {
        "spec": {
            "containers": [{"image": "ghcr.io/x/y", "env": [{"name": "DB", "value": db.out}]}],
            "volumes": [{"persistentVolumeClaim": {"claimName": claim.id}}],
        }
    }
}
for kind in ("Deployment", "StatefulSet", "DaemonSet"):
    Thing(f"kubernetes:apps/v1:{kind}", kind.lower(), {"spec": spec}, provider=ours)
"""
)


@pytest.fixture(scope="module")
def preview(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = Project(tmp_path_factory.mktemp("kubernetes"), tool("pulumi"), PROGRAM)
    path = project.folder / "preview.json"
    path.write_text(project.preview("--json").stdout, encoding="utf-8")
    return path


@pytest.mark.parametrize("workload", ["deployment", "statefulset", "daemonset"])
def test_what_a_workload_reads_and_runs_on(preview: Path, workload: str) -> None:
    stack = readers.read(str(preview))
    assert isinstance(stack, Stack)
    names = [one.address.rpartition("::")[2] for one in stack.resources]
    found = {
        (flow.kind, names[flow.source], names[flow.target])
        for flow in graph.flows(stack)
        if flow.target is not None and workload in (names[flow.source], names[flow.target])
    }
    assert found >= {
        ("reads", "db", workload),
        ("reads", "claim", workload),  # the name of the claim is known after it is made: it is a mention until then
        ("deployed-on", workload, "cluster"),
    }


def test_a_label_of_an_object_and_what_is_read_say_the_class(preview: Path) -> None:
    found = scan.establish([str(preview)], Config(as_of="2026-11-24")).established
    classes = {one.address.rpartition("::")[2]: (one.data_class.value, one.class_origin) for one in found.resources}
    assert classes["claim"] == ("health", "labelled")
    assert classes["deployment"] == ("health", "propagated")
    assert classes["cluster"] == ("health", "propagated")
