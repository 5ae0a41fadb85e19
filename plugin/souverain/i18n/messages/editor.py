"""Messages of `editor`, what an editor shows in rules of the user's: name to (English, French)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "unknown-field": (
        "No field {field} here. The facts have {fields}.",
        "Pas de champ {field} ici. Les faits ont {fields}.",
    ),
    "unknown-list": (
        "No field {field} here: a list, whose items have fields.",
        "Pas de champ {field} ici : une liste, dont les éléments ont des champs.",
    ),
    "unknown-value": (
        "No field {field} here: a plain value.",
        "Pas de champ {field} ici : une valeur simple.",
    ),
}
