"""Messages of `diff`: name to (English, French)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "introduces": ("introduces", "introduit"),
    "removes": ("removes", "retire"),
    "introduces-law": (
        "introduces {country} jurisdiction on {count:store|stores} of {data}",
        "introduit la portée d'une loi étrangère ({country}) sur {count:dépôt|dépôts} de {data}",
    ),
    "removes-law": (
        "removes {country} jurisdiction from {count:store|stores} of {data}",
        "retire la portée d'une loi étrangère ({country}) sur {count:dépôt|dépôts} de {data}",
    ),
    "moves": ("moves {address}: {before} -> {after}", "déplace {address} : {before} -> {after}"),
    "nothing": (
        "Introduces nothing, removes nothing, moves nothing.",
        "N'introduit rien, ne retire rien, ne déplace rien.",
    ),
}
