"""Help in English and French: every word that click shows has both, and the language is the one asked for."""

from __future__ import annotations

import inspect
import re

import click
import pytest
from cli_run import Run

from souverain.cli import COMMANDS, commands, spoken_help
from souverain.i18n.messages.help import MESSAGES

CLICKS_OWN = {"Usage:", "Options", "Commands", "Show this message and exit.", "Show the version and exit."}


def shown() -> set[str]:
    """Every text of ours that a page of help shows, paragraph by paragraph."""
    context = click.Context(commands)
    found = [command for name in COMMANDS if (command := commands.get_command(context, name))]
    found += [inner for group in found if isinstance(group, click.Group) for inner in group.commands.values()]
    texts = [command.help for command in (commands, *found)] + [command.short_help for command in found]
    options = [parameter for command in found for parameter in command.params if isinstance(parameter, click.Option)]
    texts += [option.help for option in options]
    paragraphs = [paragraph for text in texts for paragraph in inspect.cleandoc(text or "").split("\n\n")]
    return {" ".join(paragraph.split()) for paragraph in paragraphs}


def test_every_text_of_the_help_stands_in_i18n_messages_help_and_no_other() -> None:
    english = {said for said, _ in MESSAGES.values()}
    assert len(english) == len(MESSAGES)
    assert sorted(shown() - english) == []
    assert sorted(english - shown() - CLICKS_OWN) == []


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS)], ids=lambda given: " ".join(given) or "all")
def test_a_french_page_has_no_english_left(arguments: list[str], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    page = " ".join(run(*arguments, "--help").out.split())
    english = {said for said, french in MESSAGES.values() if said != french and len(said) > len("Commands")}
    assert [said for said in english if said in page] == []
    assert "Usage : souverain" in page


WRONG = {
    ("check", "--prof"): "Option inconnue : '--prof'. (Peut-être l'une de : ",
    ("facts", "--zz"): "Option inconnue : '--zz'.",
    ("waive", "x"): "Il manque l'argument 'ADDRESS'.",
    ("waive", "x", "y"): "Il manque l'option '--until'.",
    ("check", "--gate", "zz"): "Valeur refusée pour '--gate' : 'zz' n'est pas parmi 'all', 'introduced'.",
    ("policy", "test", "d", "--coverage", "x"): "Valeur refusée pour '--coverage' : 'x' n'est pas un nombre.",
    ("policy", "test", "d", "--coverage", "200"): "200.0 est hors de l'intervalle 0<=x<=100.",
    ("check", "--profile"): "L'option '--profile' attend une valeur.",
    ("check", "--strict=1"): "L'option '--strict' ne prend pas de valeur.",
    ("nope",): "Commande inconnue : 'nope'.",
    ("policy", "nope"): "Commande inconnue : 'nope'.",
    ("explain", "a", "b", "c"): "Argument de trop : c",
    ("explain", "a", "b", "c", "d"): "Arguments de trop : c d",
    ("check", "x", "--as-of", "z"): "Erreur : ",
}


@pytest.mark.parametrize(("arguments", "said"), WRONG.items(), ids=map(" ".join, WRONG))
def test_wrong_usage_is_told_in_french(
    arguments: tuple[str, ...], said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = run(*arguments)
    assert english.code == 2
    assert "Error: " in english.err
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    french = run(*arguments)
    assert french.code == 2
    assert said in french.err
    assert not re.search(r"Error|Usage:|Try|No such|Invalid|Missing|Got|Option '", french.err)


@pytest.mark.parametrize(
    ("environment", "arguments", "french"),
    [
        ({}, [], False),
        ({"LANG": "fr_FR.UTF-8"}, [], True),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, [], False),
        ({"LANG": "fr_FR.UTF-8"}, ["--lang", "en"], False),
        ({}, ["--lang", "fr"], True),
        ({}, ["--lang=fr"], True),
        ({}, ["--lang", "fr", "--lang=en"], False),
    ],
)
@pytest.mark.parametrize("first", [True, False], ids=["help first", "help last"])
def test_the_language_of_help(
    environment: dict[str, str],
    arguments: list[str],
    french: bool,
    first: bool,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = run("check", *(["--help", *arguments] if first else [*arguments, "--help"]))
    assert (ran.code, ran.err) == (0, "")
    assert ("Affiche ce message." in ran.out) is french


def test_a_text_without_translation_stays() -> None:
    assert spoken_help.french("Judge inputs: the gate.\n\nSomething else.").endswith("\n\nSomething else.")
