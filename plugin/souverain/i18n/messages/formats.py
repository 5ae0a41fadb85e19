"""Messages of `formats`, the reports for pipelines: name to (English, French)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "outcome-fail": ("souverain: refused", "souverain : refusé"),
    "outcome-unproven": ("souverain: not proven", "souverain : non établi"),
    "outcome-held": ("souverain: nothing new is refused", "souverain : rien de nouveau n'est refusé"),
    "outcome-waived": ("souverain: waived", "souverain : sous exception"),
    "outcome-pass": ("souverain: nothing refused", "souverain : rien n'est refusé"),
    "outcome-not-applicable": ("souverain: nothing to judge", "souverain : rien à juger"),
    "outcome-no-verdict": ("souverain: no verdict", "souverain : aucun verdict"),
    "verdict-fail": ("fail", "non satisfaite"),
    "verdict-unproven": ("unproven", "non établie"),
    "verdict-waived": ("waived until", "exception jusqu'au"),
    "verdict-pass": ("pass", "satisfaite (sur pièces citées)"),
    "verdict-not-applicable": ("not applicable", "sans objet"),
    "column-profile": ("profile", "profil"),
    "column-verdict": ("verdict", "verdict"),
    "column-refused": ("refused", "refus"),
    "column-unproven": ("unproven", "non établis"),
    "column-status": ("status", "état"),
    "column-rule": ("rule", "règle"),
    "column-resource": ("resource", "ressource"),
    "column-finding": ("finding", "constat"),
    "changed": (
        "Causes that close the gate: {causes}. Resources: introduced by this change {introduced}, there before {existing}.",
        "Causes qui bloquent : {causes}. Ressources : introduites par ce changement {introduced}, déjà là {existing}.",
    ),
    "more": ("+{count}", "+{count}"),
    "left-out": (
        "Further causes: {count}. The whole is in the report of the job.",
        "Autres causes : {count}. L'ensemble est dans le rapport du job.",
    ),
    "nothing-found": (
        "{profile}: nothing to say of {resources} resources",
        "{profile} : rien à dire de {resources} ressources",
    ),
}
