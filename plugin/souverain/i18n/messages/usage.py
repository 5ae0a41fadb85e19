"""Messages of `usage`, what click says of wrong usage: name to (English, French). The English is click's own."""

MESSAGES: dict[str, tuple[str, str]] = {
    "bad-value": ("Invalid value for {name}: {why}", "Valeur refusée pour {name} : {why}"),
    "not-one-of": ("{value} is not one of {choices}.", "{value} n'est pas parmi {choices}."),
    "no-number": ("{value} is not a valid float range.", "{value} n'est pas un nombre."),
    "out-of-range": ("{value} is not in the range {range}.", "{value} est hors de l'intervalle {range}."),
    "no-such-option-but": (
        "No such option {name}. (Did you mean one of: {others}?)",
        "Option inconnue : {name}. (Peut-être l'une de : {others})",
    ),
    "no-such-option-one": (
        "No such option {name}. Did you mean {other}?",
        "Option inconnue : {name}. Peut-être {other} ?",
    ),
    "no-such-option": ("No such option {name}.", "Option inconnue : {name}."),
    "no-such-command-one": (
        "No such command {name}. Did you mean {other}?",
        "Commande inconnue : {name}. Peut-être {other} ?",
    ),
    "no-such-command-but": (
        "No such command {name}. (Did you mean one of: {others}?)",
        "Commande inconnue : {name}. (Peut-être l'une de : {others})",
    ),
    "no-such-command": ("No such command {name}.", "Commande inconnue : {name}."),
    "missing-argument": ("Missing argument {name}.", "Il manque l'argument {name}."),
    "missing-option": ("Missing option {name}.", "Il manque l'option {name}."),
    "missing-command": ("Missing command.", "Il manque une commande."),
    "no-value": ("Option {name} requires an argument.", "L'option {name} attend une valeur."),
    "needless-value": ("Option {name} does not take a value.", "L'option {name} ne prend pas de valeur."),
    "extra": ("Got unexpected extra argument ({names})", "Argument de trop : {names}"),
    "extras": ("Got unexpected extra arguments ({names})", "Arguments de trop : {names}"),
    "try": ("Try {command} for help.", "Pour de l'aide : {command}"),
    "error": ("Error: {message}", "Erreur : {message}"),
}
