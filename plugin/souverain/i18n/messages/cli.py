"""Messages of `cli`: name to (English, French)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "step-read": ("reading", "lecture"),
    "step-establish": ("establishing facts", "établissement des faits"),
    "step-judge": ("judging", "jugement"),
    "step-done": ("writing", "écriture"),
    "knowledge": (
        "knowledge of {as_of}, oldest fact {oldest}, SHA-256 {digest}",
        "connaissances du {as_of}, fait le plus ancien {oldest}, SHA-256 {digest}",
    ),
    "read": ("read {as_of}", "lu le {as_of}"),
    "page-class": ("class", "classe"),
    "page-where": ("where", "lieu"),
    "page-who": ("who", "qui"),
    "page-law": ("law", "loi"),
    "page-proof": ("cert", "titre"),
    "page-why": ("why", "motif"),
    "confidence-observed": ("observed", "observé"),
    "confidence-derived": ("derived", "déduit"),
    "confidence-assumed": ("assumed", "supposé"),
    "confidence-unknown": ("unknown", "inconnu"),
}
