"""Messages of `help`: name to (English, French). The English stands in the code, where click finds it."""

MESSAGES: dict[str, tuple[str, str]] = {
    "usage": ("Usage:", "Usage :"),
    "options": ("Options", "Options"),
    "commands": ("Commands", "Commandes"),
    "help": ("Show this message and exit.", "Affiche ce message."),
    "version": ("Show the version and exit.", "Affiche la version."),
    "souverain": (
        "Tell where infrastructure code puts data, who controls that place and which laws reach it, before apply.",
        "Dit où le code d'infrastructure place les données, qui contrôle ce lieu et quelles lois les atteignent, avant l'application.",
    ),
    "exit-codes": (
        "Exit codes: 0 nothing refused, nothing required left unproven; 1 refused; 2 wrong usage; 3 no verdict; 4 nothing refused, but something required is unproven; 130 interrupted.",
        "Codes de sortie : 0 rien de refusé, rien d'exigé qui ne soit établi ; 1 refus ; 2 usage incorrect ; 3 aucun verdict ; 4 rien de refusé, mais quelque chose d'exigé n'est pas établi ; 130 interrompu.",
    ),
    "check": (
        "Judge what plans, states or facts documents would do; no PATH is the current directory, - standard input.",
        "Juge ce que feraient des plans, des états ou des documents de faits ; sans PATH, le dossier courant ; - est l'entrée standard.",
    ),
    "check-short": ("Judge inputs: the gate.", "Juge des entrées et ouvre ou ferme le passage."),
    "inventory": (
        "List where resources are, who operates them and who controls the operator. Exit 3 when an input is unreadable.",
        "Liste où sont les ressources, qui les exploite et qui contrôle l'exploitant. Sortie 3 si une entrée est illisible.",
    ),
    "graph": (
        "Draw where resources are, of which class their data is, and where it flows. Exit 3 for an unreadable input.",
        "Dessine où sont les ressources, de quelle classe sont leurs données et où elles vont. Sortie 3 si une entrée est illisible.",
    ),
    "graph-short": ("Draw places, flows and classes.", "Dessine les lieux, les flux et les classes."),
    "option-drawing": ("Form of the drawing.", "Forme du dessin."),
    "inventory-short": (
        "List resources, operators and parents.",
        "Liste les ressources, les opérateurs et leurs sociétés mères.",
    ),
    "diff": (
        "Say what NEW introduces, removes and moves beside OLD. Exit as check would for what is introduced alone.",
        "Dit ce que NEW introduit, retire et déplace par rapport à OLD. Sort comme check pour ce seul ajout.",
    ),
    "diff-short": ("Compare two inputs.", "Compare deux entrées."),
    "baseline": (
        "Write the fingerprints of what is refused or unproven, for check --baseline. Exit 3 for an unreadable input.",
        "Écrit les empreintes de ce qui est refusé ou non établi, pour check --baseline. Sortie 3 si une entrée est illisible.",
    ),
    "baseline-short": ("Write down today's findings.", "Consigne les constats du jour."),
    "baseline-file": ("The file to write.", "Le fichier à écrire."),
    "config": (
        "Validate configuration files, with all that they declare and waive. Exit 3 when one cannot be used.",
        "Valide des fichiers de configuration, avec tout ce qu'ils déclarent et les exceptions. Sortie 3 si l'un est inutilisable.",
    ),
    "config-short": ("Validate souverain.yaml.", "Valide souverain.yaml."),
    "init-pipeline": (
        "Write what brings the gate to this host too; repeatable.",
        "Écrit aussi ce qui porte le contrôle chez cet hôte ; répétable.",
    ),
    "debug": (
        "Write a file for support: no name, no value, no secret.",
        "Écrit un fichier pour l'assistance : ni nom, ni valeur, ni secret.",
    ),
    "waive": (
        "Waive the findings of a RULE, or of a requirement (hds/HDS-CERT-1), at an ADDRESS (a glob) until a day.",
        "Accorde une exception à une règle (RULE) ou à une exigence (hds/HDS-CERT-1), pour une adresse (ADDRESS, un motif), jusqu'à un jour.",
    ),
    "waive-short": ("Write a waiver into souverain.yaml.", "Écrit une exception dans souverain.yaml."),
    "waive-until": ("Last day on which it holds.", "Dernier jour où elle vaut."),
    "waive-reason": ("Why.", "Pourquoi."),
    "waive-author": ("Who asks for it.", "Qui la demande."),
    "waive-approver": ("Who answers for it.", "Qui en répond."),
    "waive-input": ("Only for findings of these inputs.", "Seulement pour les constats de ces entrées."),
    "waive-link": ("Where the decision is kept.", "Où la décision est conservée."),
    "waive-config": ("The file to write into.", "Le fichier où écrire."),
    "baseline-option": (
        "Findings known before, as souverain baseline wrote them.",
        "Constats déjà connus, tels que souverain baseline les a écrits.",
    ),
    "base-option": (
        "What stood before, to say what the change introduces, removes and moves; repeatable.",
        "Ce qui était avant, pour dire ce que le changement introduit, retire et déplace ; répétable.",
    ),
    "trust-config": (
        "Read what decides the gate as it stands at this git revision.",
        "Lit ce qui décide du passage tel qu'il est à cette révision git.",
    ),
    "explain": (
        "Print what a RULE checks; or where the resource at ADDRESS is, with whom, under which laws, and why we think so.",
        "Affiche ce que vérifie une règle (RULE) ; ou bien où est la ressource d'adresse ADDRESS, chez qui, sous quelles lois, et d'où nous le tenons.",
    ),
    "explain-instances": (
        "An address without index stands for all its instances.",
        "Une adresse sans indice vaut pour toutes ses instances.",
    ),
    "explain-short": (
        "Print a rule, or how facts were established.",
        "Affiche une règle, ou comment des faits sont établis.",
    ),
    "facts": (
        "Print the facts of inputs as JSON (souverain/facts/v1): check reads them back. Exit 3 for an unreadable input.",
        "Affiche les faits des entrées en JSON (souverain/facts/v1), que check sait relire. Sortie 3 si une entrée est illisible.",
    ),
    "facts-short": ("Print what policies see, to keep.", "Affiche ce que voient les règles, à conserver."),
    "show": (
        "Print what is known: a list, or all there is of one ID with its sources; entities with who owns whom.",
        "Affiche ce qui est connu : une liste, ou tout ce qui concerne un ID, avec ses sources ; pour les entités, qui détient qui.",
    ),
    "show-short": ("Print what the knowledge holds.", "Affiche le contenu des connaissances."),
    "init": (
        "Ask what nobody can read in code and a verdict depends on; write souverain.yaml. A file that is there stays.",
        "Demande ce que nul ne peut lire dans du code et dont un verdict dépend ; écrit souverain.yaml. Un fichier qui existe reste tel quel.",
    ),
    "init-short": ("Ask what changes a verdict, and write it down.", "Demande ce qui change un verdict, et l'écrit."),
    "option-init-profile": (
        "Ask what these need; repeatable (default: all).",
        "Demande ce qu'il faut à ceux-ci ; répétable (par défaut : tous).",
    ),
    "option-answers": (
        "Answers in YAML, by question; nothing is asked then.",
        "Réponses en YAML, par question ; rien n'est alors demandé.",
    ),
    "option-answer": ("One answer; repeatable, nothing is asked.", "Une réponse ; répétable, rien n'est demandé."),
    "option-author": ("Who answers.", "Qui répond."),
    "option-date": ("When (default: today).", "Quand (par défaut : aujourd'hui)."),
    "option-init-output": ("Where to write; - is standard output.", "Où écrire ; - est la sortie standard."),
    "option-force": ("Write over a file that is there.", "Écrit par-dessus un fichier qui existe."),
    "rules": ("List the rules; explain RULE prints one.", "Liste les règles ; explain RULE en affiche une."),
    "rules-short": ("List the rules.", "Liste les règles."),
    "policy": (
        "Compile rules of your own for machines without opa, test them, or pack the shipped ones for other hosts.",
        "Compile vos propres règles pour les machines sans opa, les teste, ou emballe celles de souverain pour d'autres hôtes.",
    ),
    "policy-short": ("Compile, test and pack rules.", "Compile, teste et emballe des règles."),
    "policy-build": (
        "Compile the rules of DIR: check --policy FILE then needs no opa.",
        "Compile les règles de DIR : check --policy FILE n'a alors plus besoin d'opa.",
    ),
    "policy-build-short": ("Compile rules of your own.", "Compile vos propres règles."),
    "policy-test": (
        "Run the tests of DIR (_test.rego) beside the shipped rules. Exit 3 when one fails, or too little is reached.",
        "Lance les tests de DIR (_test.rego) avec les règles de souverain. Sortie 3 si l'un échoue ou si trop peu est atteint.",
    ),
    "policy-test-short": ("Test rules of your own.", "Teste vos propres règles."),
    "policy-bundle": (
        "Write the shipped rules, profiles, regimes and knowledge as a bundle for opa run, eval, exec and conftest.",
        "Écrit les règles, profils, régimes et connaissances de souverain en un lot pour opa run, eval, exec et conftest.",
    ),
    "policy-bundle-short": ("Pack the shipped rules for any OPA.", "Emballe les règles de souverain pour tout OPA."),
    "policy-words": (
        "Write what an editor reads: shipped rules and their words, the schema of the facts, what regal reads of it.",
        "Écrit ce que lit un éditeur : les règles de souverain avec leurs mots, le schéma des faits, et ce qu'en lit regal.",
    ),
    "policy-words-short": ("Write what an editor reads.", "Écrit ce que lit un éditeur."),
    "option-coverage": ("Least percentage of lines to be reached.", "Pourcentage minimal de lignes à atteindre."),
    "option-signing-key": ("PEM of the key to sign it with, by opa.", "PEM de la clé qui le signe, par opa."),
    "option-signing-alg": ("How to sign.", "Comment signer."),
    "option-bundle-output": ("Write the bundle to a file.", "Écrit le lot dans un fichier."),
    "pulumi-pack": (
        'Print the path of the policy pack: pulumi preview --policy-pack "$(souverain pulumi-pack)".',
        "Affiche le chemin du lot de règles : `pulumi preview --policy-pack $(souverain pulumi-pack)`.",
    ),
    "pulumi-pack-short": ("Print the path of the pack for Pulumi.", "Affiche le chemin du lot pour Pulumi."),
    "option-executable": (
        "The pack as a program, which Pulumi 3.255 and later run themselves.",
        "Le lot comme programme, que Pulumi 3.255 et suivants lancent eux-mêmes.",
    ),
    "option-profile": (
        "What to judge by; repeatable (default: health).",
        "D'après quoi juger ; répétable (par défaut : health).",
    ),
    "option-asking-profile": (
        "The profile that asks (default: health).",
        "Le profil qui pose la question (par défaut : health).",
    ),
    "option-fail-on": ("Least severity that gates.", "Gravité minimale qui bloque."),
    "option-unproven": ("Whether what is unproven gates.", "Si ce qui n'est pas établi bloque."),
    "option-gate": ("Whether unchanged resources gate too.", "Si les ressources inchangées bloquent aussi."),
    "option-engine": ("What runs the policies.", "Ce qui exécute les règles."),
    "option-policy": (
        "Add rules of your own, as Rego or compiled.",
        "Ajoute vos propres règles, en Rego ou compilées.",
    ),
    "option-opa": (
        "The opa that compiles them (default: the one on PATH).",
        "Le programme opa qui les compile (par défaut : celui de PATH).",
    ),
    "option-opa-url": (
        "Server for --engine opa; unix:///PATH for a socket.",
        "Serveur pour --engine opa ; unix:///PATH pour une socket.",
    ),
    "option-opa-push": ("Give the server the policies first.", "Donne d'abord les règles au serveur."),
    "option-opa-token-file": ("Where the bearer token is.", "Où est le jeton."),
    "option-opa-token-env": ("The variable that holds the bearer token.", "La variable qui porte le jeton."),
    "option-opa-ca": (
        "PEM of the authorities to trust in place of the usual ones.",
        "PEM des autorités à croire à la place des habituelles.",
    ),
    "option-opa-cert": ("PEM of the client certificate.", "PEM du certificat client."),
    "option-opa-key": (
        "PEM of its key, where the certificate does not hold it.",
        "PEM de sa clé, si le certificat ne la porte pas.",
    ),
    "option-strict": (
        "Every unknown is unproven; nothing assumed passes.",
        "Tout inconnu est non établi ; rien de supposé ne passe.",
    ),
    "option-exit-zero": ("Exit 0 in place of 1 and 4.", "Sortie 0 au lieu de 1 et de 4."),
    "option-include-passes": ("Report what was satisfied too.", "Rapporte aussi ce qui est satisfait."),
    "option-config": (
        "Configuration (default: souverain.yaml here, if there is one).",
        "Configuration (par défaut : souverain.yaml du dossier courant, s'il existe).",
    ),
    "option-source": (
        "Terraform source that a plan was made of (default: beside it).",
        "Source Terraform dont un plan est tiré (par défaut : à côté de lui).",
    ),
    "option-var-file": (
        "Values of variables of Terraform; repeatable.",
        "Valeurs de variables de Terraform ; répétable.",
    ),
    "option-var": (
        "Value of a variable of Terraform; repeatable.",
        "Valeur d'une variable de Terraform ; répétable.",
    ),
    "option-workspace": ("Workspace of Terraform.", "Espace de travail (workspace) de Terraform."),
    "option-env": (
        "Variables of the environment count too, as assumed.",
        "Les variables d'environnement comptent aussi, comme supposées.",
    ),
    "option-set": ("Say what a plan does not: env=prod.", "Dit ce qu'un plan ne dit pas : env=prod."),
    "option-assume-class": (
        "Class of data that nobody has declared.",
        "Classe des données que personne n'a déclarées.",
    ),
    "option-as-of": ("Judge as of this day (default: today).", "Juge à cette date (par défaut : aujourd'hui)."),
    "option-lang": ("Language (default: LANG).", "Langue (par défaut : LANG)."),
    "option-format": ("Format of the report.", "Format du rapport."),
    "option-output": ("Write the report to a file.", "Écrit le rapport dans un fichier."),
    "option-facts-output": ("Write to a file.", "Écrit dans un fichier."),
    "option-owners-format": (
        "mermaid, dot: of who owns whom; checkov, trivy: of conflicts, as lines that skip their checks.",
        "mermaid, dot : de qui détient qui ; checkov, trivy : des conflits, en lignes qui ignorent leurs contrôles.",
    ),
    "option-within": (
        "knowledge: what ends within so many days.",
        "knowledge : ce qui prend fin d'ici tant de jours.",
    ),
    "option-below": (
        "knowledge: list what rests on less than this grade.",
        "knowledge : liste ce qui repose sur moins que ce niveau de preuve.",
    ),
    "option-knowledge-as-of": (
        "knowledge, entities: as of this day (default: today).",
        "knowledge, entities : à cette date (par défaut : aujourd'hui).",
    ),
    "option-report": ("Write another report; repeatable.", "Écrit un autre rapport ; répétable."),
    "option-verbose": (
        "Show all, with grades, sources and dates.",
        "Montre tout, avec niveaux de preuve, sources et dates.",
    ),
}
