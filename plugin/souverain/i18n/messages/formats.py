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
    "since": (
        "Since {base}: findings introduced {introduced}, removed {removed}; resources moved {moved}.",
        "Depuis {base} : constats introduits {introduced}, retirés {removed} ; ressources déplacées {moved}.",
    ),
    "since-empty": ("nothing stood there", "rien n'y était"),
    "since-finding": ("{what}: {message}", "{what} : {message}"),
    "since-more": ("and {count} more", "et {count} de plus"),
    "since-unread": (
        "Not compared with {base}: an input was not read.",
        "Pas de comparaison avec {base} : une entrée n'a pas été lue.",
    ),
    "left-out": (
        "Further causes: {count}. The whole is in the report of the job.",
        "Autres causes : {count}. L'ensemble est dans le rapport du job.",
    ),
    "nothing-found": (
        "{profile}: nothing to say of {resources:resource|resources}",
        "{profile} : rien à dire de {resources:ressource|ressources}",
    ),
    "oscal-plan": (
        "No assessment plan of OSCAL: the requirements of the profiles, judged by the policies of this release.",
        "Pas de plan d'évaluation OSCAL : les exigences des profils, jugées par les règles de cette version.",
    ),
    "oscal-fail": ("Refused.", "Refusée."),
    "oscal-unproven": ("Not proven: neither satisfied nor refused.", "Non établie : ni satisfaite, ni refusée."),
    "oscal-question": (
        "A question is open: neither satisfied nor refused.",
        "Une question est ouverte : ni satisfaite, ni refusée.",
    ),
    "oscal-baselined": (
        "Known before, and still not satisfied or not proven.",
        "Déjà connue, toujours non satisfaite ou non établie.",
    ),
    "oscal-waived": ("Waived until a day, not satisfied.", "Sous exception jusqu'à une date, non satisfaite."),
    "oscal-alert": ("Not proven for all, without closing the gate.", "Non établie pour tout, sans bloquer."),
    "oscal-in-part": (
        "Satisfied for what was read: not all of the input was.",
        "Satisfaite pour ce qui a été lu : l'entrée ne l'a pas été en entier.",
    ),
}
