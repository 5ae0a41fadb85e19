"""What can go wrong, said once: every error that ends a run or an input derives from `SouverainError`.

Raised where the cause is known, caught in `cli` and `pulumi_pack` only; `scan` alone turns the `ReadError`
of one input into `status: unreadable`. An error's text is one line: what, where, what to do.
"""

from __future__ import annotations


class SouverainError(Exception):
    """A run that cannot end in a verdict. `code` names a message of `i18n`, `args_` fill it."""

    def __init__(self, code: str, **args_: object) -> None:
        super().__init__(code, args_)
        self.code = code
        self.args_ = {name: str(value) for name, value in args_.items()}

    def __str__(self) -> str:
        detail = ", ".join(f"{name}={value}" for name, value in self.args_.items())
        return f"{self.code} ({detail})" if detail else self.code


class ReadError(SouverainError):
    """One input cannot be read or means nothing; the others still can."""


class UsageError(SouverainError):
    """Options or configuration that contradict each other or the contract: exit 2."""


class ConfigError(SouverainError):
    """A configuration file that cannot be read or does not follow its schema: exit 3."""


class KnowledgeError(SouverainError):
    """The knowledge is missing, broken, or names something that it does not hold."""


class PolicyError(SouverainError):
    """A policy is broken, incomplete, or its engine did not answer in time, memory or form."""
