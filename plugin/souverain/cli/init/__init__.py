"""`souverain init`: ask what changes a verdict, and write the answers down in souverain.yaml."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from souverain import knowledge, workload
from souverain.cli import complain, guard, options, output
from souverain.cli.init import asking, given, pipelines, writing
from souverain.cli.init.asking import Answers
from souverain.config_file import DEFAULT_NAME
from souverain.errors import SouverainError, UsageError
from souverain.gate import JUDGED, NO_VERDICT, WRONG_USAGE
from souverain.i18n import Lang, text
from souverain.knowledge import Knowledge
from souverain.knowledge.questions import Question
from souverain.knowledge.regimes import Profile

_DEFAULT_PROFILE = "health"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says."""

    profile: tuple[str, ...] = ()
    answers: str | None = None
    answer: tuple[str, ...] = ()
    author: str | None = None
    date: str | None = None
    output: str = DEFAULT_NAME
    pipeline: tuple[str, ...] = ()
    force: bool = False
    lang: Lang | None = None


@click.command("init", short_help="Ask what changes a verdict, and write it down.")
@click.option("--profile", multiple=True, metavar="NAME", help="Ask what these need; repeatable (default: all).")
@click.option("--answers", metavar="FILE", help="Answers in YAML, by question; nothing is asked then.")
@click.option("--answer", multiple=True, metavar="QUESTION=ANSWER", help="One answer; repeatable, nothing is asked.")
@click.option("--author", metavar="NAME", help="Who answers.")
@click.option("--date", metavar="DATE", help="When (default: today).")
@click.option("-o", "--output", metavar="FILE", default=DEFAULT_NAME, help="Where to write; - is standard output.")
@click.option(
    "--pipeline",
    multiple=True,
    type=click.Choice(list(pipelines.FILES)),
    help="Write what brings the gate to this host too; repeatable.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@options.speaking
def command(**said: object) -> int:
    """Ask what nobody can read in code and a verdict depends on; write souverain.yaml. A file that is there stays."""
    asked = msgspec.convert(said, Asked)
    lang = options.language(asked.lang)
    try:
        _init(asked, lang)
    except SouverainError as error:  # one line, whatever goes wrong in a dialogue
        complain(f"souverain: {guard.seen(error, lang).text}")
        return WRONG_USAGE if isinstance(error, UsageError) else NO_VERDICT
    return JUDGED


def _init(asked: Asked, lang: Lang) -> None:
    _free(asked)
    pipelines.check(asked.pipeline)
    known = knowledge.load()
    answers, signed = _answered(asked, known, lang)
    chosen = _chosen(asked, known, answers)
    lines = [*writing.lines(answers, known.questions, signed, chosen, lang)]
    _write(asked.output, [*lines, *(pipelines.grace(_today()) if asked.pipeline else ())])
    for path in pipelines.write(asked.pipeline):
        _say(text("cli.init-pipeline", lang, file=path))
    open_ = sum(values is None for values in answers.values())
    _say(text("cli.init-done", lang, file=asked.output, profiles=", ".join(chosen), open=open_))


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _free(asked: Asked) -> None:
    """Raise UsageError where a file would be written over without being asked for."""
    if asked.output != "-" and not asked.force and Path(asked.output).exists():
        raise UsageError("init-exists", path=asked.output)


def _answered(asked: Asked, known: Knowledge, lang: Lang) -> tuple[Answers, writing.Signature]:
    date = options.date_of(asked.date) or _today()
    profiles = _profiles(asked, known)
    if asked.answers or asked.answer:
        stated = given.read(asked.answers, asked.answer, known)
        if not (author := asked.author or stated.author):
            raise UsageError("init-no-author")
        signed = writing.Signature(author=author, date=(asked.date and date) or stated.date or date)
        return _complete(profiles, known, stated.answers), signed
    author = asked.author or _ask(text("cli.init-author", lang))
    signed = writing.Signature(author=author, date=date)
    return _dialogue(profiles, known, lang), signed


def _complete(profiles: tuple[Profile, ...], known: Knowledge, stated: Answers) -> Answers:
    """The answers given, and as unknown every other question that still matters."""
    answers: Answers = {}
    for question in asking.questions(profiles, known, stated):
        answers[question.id] = stated.get(question.id)
    return {name: answers.get(name, stated.get(name)) for name in known.questions if name in answers or name in stated}


def _dialogue(profiles: tuple[Profile, ...], known: Knowledge, lang: Lang) -> Answers:
    answers: Answers = {}
    _say(text("cli.init-how", lang))
    for question in asking.questions(profiles, known, answers):
        answers[question.id] = _asked_until_answered(question, known, lang)
    return answers


def _asked_until_answered(question: Question, known: Knowledge, lang: Lang) -> tuple[str, ...] | None:
    _say("\n" + question.text[lang])
    words = given.words(question, lang)
    for number, (word, said) in enumerate(words, 1):
        _say(f"  {number}. {said}" + ("" if said == word else f" ({word})"))
    while True:
        written = _ask(">", empty=True)
        try:
            return given.understood(question, written, words, known)
        except ValueError:
            _say(text("cli.init-again", lang, allowed=workload.takes(question)))


def _ask(prompt: str, *, empty: bool = False) -> str:
    """A line from standard input. Raises UsageError when there is none to be had."""
    while True:
        click.echo(f"{prompt} ", err=True, nl=False)
        try:
            line = sys.stdin.readline() if sys.stdin else ""
        except (OSError, ValueError, UnicodeDecodeError):
            line = ""
        if not line:
            click.echo("", err=True)
            raise UsageError("init-no-input")
        if empty or line.strip():
            return line.strip()


def _profiles(asked: Asked, known: Knowledge) -> tuple[Profile, ...]:
    for name in asked.profile:
        if name not in known.profiles:
            raise UsageError("no-such-profile", profile=name, profiles=", ".join(sorted(known.profiles)))
    return tuple(known.profiles[name] for name in asked.profile or known.profiles)


def _chosen(asked: Asked, known: Knowledge, answers: Answers) -> list[str]:
    """The profiles asked for, else the default one with every other that the answers say is meant."""
    if asked.profile:
        return list(dict.fromkeys(asked.profile))
    meant = [id_ for id_, profile in known.profiles.items() if asking.concerned(profile, known, answers)]
    return [_DEFAULT_PROFILE, *meant]


def _write(target: str, lines: Iterable[str]) -> None:
    content = "".join(f"{line}\n" for line in lines)
    if target == "-":
        output.to_stdout([content])
    else:
        output.write_bytes(content.encode(), Path(target))


def _say(line: str) -> None:
    click.echo(line, err=True)
