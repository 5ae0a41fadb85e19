"""JSON documents that are the value of one attribute: of them only what a table names is kept."""

from __future__ import annotations

import pytest

from souverain.readers.terraform_plan.wanted import Wanted

IMAGES = '[{"name":"app","image":"ghcr.io/o/a:1","environment":[{"name":"DB","value":"hunter2"}]},{"image":"nginx"}]'

DOCUMENTS: dict[str, tuple[str, str, object, dict[str, object]]] = {
    "containers": (
        "aws_ecs_task_definition", "container_definitions", IMAGES,
        {"container_definitions[0].image": "ghcr.io/o/a:1", "container_definitions[1].image": "nginx"},
    ),
    "one object": (
        "aws_batch_job_definition", "container_properties", '{"image":"nginx","command":["hunter2"]}',
        {"container_properties.image": "nginx"},
    ),
    "no JSON": ("aws_ecs_task_definition", "container_definitions", "[{", {}),
    "JSON without end": ("aws_ecs_task_definition", "container_definitions", "[" * 100_000, {}),
    "no text": ("aws_ecs_task_definition", "container_definitions", 1, {}),
    "another attribute": ("aws_ecs_task_definition", "family", IMAGES, {}),
    "another type": ("aws_instance", "user_data", IMAGES, {}),
}  # fmt: skip


@pytest.mark.parametrize(("type_", "path", "text", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_of_a_document_only_what_a_table_names_is_kept(
    type_: str, path: str, text: object, expected: dict[str, object]
) -> None:
    assert dict(Wanted(None, type_).document(path, text)) == expected
