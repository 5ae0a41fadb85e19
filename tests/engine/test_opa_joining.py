"""Files of one package joined into the module that a server is given."""

from __future__ import annotations

import pytest

from souverain.engine.opa.joining import joined
from souverain.errors import PolicyError


def test_a_file_alone_stays_as_it_is() -> None:
    text = "# METADATA\n# title: x\npackage a.b # said\n\nimport data.c\n\nx := c.y\n"
    assert joined([text]) == {"a.b": text}


def test_files_of_a_package_share_their_imports() -> None:
    first = "package a\n\nimport data.c\nimport data.d as e\n\nx := c.y\n"
    second = "# METADATA\n# title: y\npackage a\n\nimport rego.v1\nimport data.c\n\nz := c.y\n"
    (text,) = joined([first, second]).values()
    assert [line for line in text.splitlines() if line] == [
        "package a",
        "import data.c as c",
        "import data.d as e",
        "x := c.y",
        "z := c.y",
    ]


def test_one_name_for_two_things_is_refused() -> None:
    with pytest.raises(PolicyError) as caught:
        joined(["package a\n\nimport data.c.lib\n", "package a\n\nimport data.d.lib\n"])
    assert (caught.value.code, caught.value.args_["name"]) == ("opa-push-names", "lib")
