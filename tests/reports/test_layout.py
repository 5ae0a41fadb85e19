"""Lines of 80 columns: what fits stands on one line, what does not goes below, and no word is ever cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.reports.layout import WIDTH, Layout, paragraph

LAYOUT = Layout(colour=False, gutter=5)


@pytest.mark.parametrize(
    ("subject", "aside", "lines"),
    [
        ("a.b", "", ["error[x] a.b"]),
        ("a.b", "s3.tf:12", ["error[x] a.b" + " " * 54 + "s3.tf:12"]),
        ("a.b", "modules/site/main.tf:1200", ["error[x] a.b" + " " * 43 + "modules/site/main.tf:1200"]),
        ("a" * 60, "s3.tf:12", [f"error[x] {'a' * 60}", "         s3.tf:12"]),
        ("a" * 90, "s3.tf:12", ["error[x]", "  " + "a" * 90, "  s3.tf:12"]),
    ],
    ids=["alone", "at its column", "at the edge", "below", "too long"],
)
def test_heads(subject: str, aside: str, lines: list[str]) -> None:
    assert [*LAYOUT.head("fail", "error[x]", subject, aside)] == lines


@pytest.mark.parametrize(
    ("text", "basis", "lines"),
    [
        ("eu-west-3, Paris FR", "main.tf:3", ["  where  eu-west-3, Paris FR      main.tf:3"]),
        ("x" * 60, "main.tf:30", [f"  where  {'x' * 60}", "         main.tf:30"]),
        ("x " * 50, "", ["  where  " + "x " * 35 + "x", "         " + "x " * 13 + "x"]),
        ("", "main.tf:3", []),
    ],
    ids=["beside", "below", "wrapped", "nothing"],
)
def test_labelled_lines(text: str, basis: str, lines: list[str]) -> None:
    assert [line.rstrip() for line in LAYOUT.labelled("where", text, basis)] == lines


def test_what_an_input_says_cannot_paint_the_report() -> None:
    """Colours, a turned line, a bell and a line of its own; a space that does not break stays."""
    hostile = 'b["\x1b[31mx\u202e\a"]\nhealth: pass'
    for lines in (
        [*LAYOUT.head("fail", "error[x]", hostile, hostile)],
        [*LAYOUT.message(hostile)],
        [*LAYOUT.labelled("where", hostile, hostile)],
        [*paragraph(hostile)],
    ):
        assert all(line.isprintable() for line in lines)
        assert "?[31mx??" in lines[0]
        assert not any(line.startswith("health") for line in lines)
    assert [*paragraph("70\N{NO-BREAK SPACE}%")] == ["70\N{NO-BREAK SPACE}%"]


WORDS = st.lists(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=30), max_size=40)


@given(WORDS)
def test_no_word_is_lost_and_no_line_is_too_wide(words: list[str]) -> None:
    text = " ".join(words)
    for lines in ([*paragraph(text)], [*LAYOUT.message(text)], [*LAYOUT.labelled("", text)]):
        assert " ".join(lines).split() == words
        assert all(len(line) <= WIDTH for line in lines)


@pytest.mark.parametrize("sign", [":", ";", "?", "!", "»"])
def test_no_line_begins_with_a_sign_that_has_a_space_before_it(sign: str) -> None:
    text = f"{'x' * 40} {'y' * 38} {sign} z"
    assert [*paragraph(text)] == ["x" * 40, f"{'y' * 38} {sign} z"]


def test_no_line_ends_with_an_opening_quote() -> None:
    assert [*paragraph(f"{'x' * 78} « y »")] == ["x" * 78, "« y »"]
