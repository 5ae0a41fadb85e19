"""Arguments of provider blocks: those that say where the provider works and with whom are kept, the others only named.

A provider block holds credentials. A constant that is not known to be harmless becomes an expression of which nothing
is said: it must not look absent, because what an absent argument means is knowledge too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from souverain.model import Constant, Expression
from souverain.readers.terraform_plan.expressions import UNEVALUATED, cleaned, expressions

_KEPT = re.compile(
    r"(^|_)(region|regions|zone|location|datacenter|geo|geography|endpoints?|hosts?|hostname|ur[il]|api|server|addr|address|domains?"
    r"|site|environment|cloud|universe|partition|realm|project|tenant|organization|account_name|account|profile|role_arn"
    r"|use_fips_endpoint|s3_use_path_style|tags|labels)($|_)"
)
_NEVER = re.compile(
    r"(^|_)(secret|secrets|password|passwd|token|tokens|key|keys|credential|credentials|private|certificate|cert|user"
    r"|username|login|auth(?!_url$)|pwd|sas|passphrase)($|_)"
)
_LABELS = re.compile(r"^(default_tags|default_labels|tags|labels)($|[.\[])")


def setting(name: str, item: object) -> Iterator[tuple[str, Expression]]:
    """The expressions of one argument or nested block of a provider block."""
    for path, expression in expressions(name, item):
        kept = not isinstance(expression, Constant) or _harmless(path)
        yield path, cleaned(expression) if kept else UNEVALUATED


def _harmless(path: str) -> bool:
    if _LABELS.match(path):
        return True
    names = re.sub(r"\[\d+\]", "", path).split(".")
    if any(_NEVER.search(name) for name in names):
        return False
    return names[0] == "endpoints" or bool(_KEPT.search(names[-1]))
