"""Messages of `errors`: name to (English, French)."""

from souverain.i18n.messages.policies import MESSAGES as _POLICIES

MESSAGES: dict[str, tuple[str, str]] = {
    **_POLICIES,
    "broken-knowledge": (
        "the compiled knowledge cannot be read ({cause}): reinstall souverain, or run `make build` in a clone",
        "les connaissances compilées sont illisibles ({cause}) : réinstallez souverain, ou lancez `make build` dans un clone",
    ),
    "names-nothing": (
        "knowledge: {where} names {name}, which is not among the {kind}: add it or correct the name",
        "connaissances : {where} nomme {name}, absent de {kind} : ajoutez-le ou corrigez le nom",
    ),
    "no-date": (
        "knowledge: {where} has as_of = {date}, which is no date: write it as 2026-11-21 or 2026-11",
        "connaissances : {where} porte as_of = {date}, qui n'est pas une date : écrivez 2026-11-21 ou 2026-11",
    ),
    "twice-in-knowledge": (
        "knowledge: {name} stands twice among the {kind}: keep one record",
        "connaissances : {name} figure deux fois dans {kind} : gardez une seule fiche",
    ),
    "claimed-twice": (
        "knowledge: {name} is claimed by two providers, {first} and {second}: leave it to one of them",
        "connaissances : {name} est revendiqué par deux fournisseurs, {first} et {second} : laissez-le à un seul",
    ),
    "no-such-provider": (
        "the knowledge has no provider {id}: `souverain show providers` lists those it has",
        "les connaissances n'ont pas de fournisseur {id} : `souverain show providers` liste ceux qu'elles ont",
    ),
    "no-such-entity": (
        "the knowledge has no entity {id}: `souverain show entities` lists those it has",
        "les connaissances n'ont pas d'entité {id} : `souverain show entities` liste celles qu'elles ont",
    ),
    "no-such-country": (
        "the knowledge has no country {id}: give an ISO 3166-1 code of two letters",
        "les connaissances n'ont pas de pays {id} : donnez un code ISO 3166-1 à deux lettres",
    ),
    "no-such-source": (
        "the knowledge has no source {id}: add it to sources.toml",
        "les connaissances n'ont pas de source {id} : ajoutez-la à sources.toml",
    ),
    "broken-table": (
        "the table of resource types {table} cannot be read ({error}): reinstall souverain, or run `make build` in a clone",
        "la table de types de ressources {table} est illisible ({error}) : réinstallez souverain, ou lancez `make build` dans un clone",
    ),
    "config-alias": (
        "{path}:{line}: an alias (*name): write the value out",
        "{path}:{line} : un alias (*nom) : écrivez la valeur en entier",
    ),
    "config-grace-without-gate": (
        "{path}: grace_until without gate: introduced: write both, or neither",
        "{path} : grace_until sans `gate: introduced` : écrivez les deux, ou aucun",
    ),
    "config-grace-too-long": (
        "{path}: grace_until {until} is more than {days:day|days} ahead: write an earlier day",
        "{path} : grace_until {until} est à plus de {days:jour|jours} : écrivez un jour plus proche",
    ),
    "config-extends-in-circle": (
        "{path}: extends comes back to {file}, or goes through more than five files: let it end at the organisation's file",
        "{path} : extends revient à {file}, ou passe par plus de cinq fichiers : qu'il s'arrête à celui de l'organisation",
    ),
    "config-no-such-name": (
        "{path}: {field} names {name}, which does not exist: `souverain rules` and `souverain show regimes` list what does",
        "{path} : {field} nomme {name}, qui n'existe pas : `souverain rules` et `souverain show regimes` listent ce qui existe",
    ),
    "init-pipeline-exists": (
        "{path} is there already and stays as it is: take from {example} what it lacks",
        "{path} existe déjà et reste tel quel : prenez dans {example} ce qui lui manque",
    ),
    "no-configuration": (
        "no {name} here: name a file, or write one with `souverain init`",
        "pas de {name} ici : nommez un fichier, ou écrivez-en un avec `souverain init`",
    ),
    "config-not-appended": (
        "{path}: its waivers cannot be added to: write them as a list, one item below the other, and try again",
        "{path} : impossible d'y ajouter une exception : écrivez-les en liste, un élément sous l'autre, et recommencez",
    ),
    "base-unreadable": (
        "--base {path} cannot be compared with: {cause}",
        "--base {path} ne peut pas servir de point de comparaison : {cause}",
    ),
    "output-is-input": (
        "{path} is read by this command, and no input is ever written to: name another file",
        "{path} est lu par cette commande, et aucune entrée n'est jamais modifiée : nommez un autre fichier",
    ),
    "output-twice": (
        "{path} would be written twice: give each report a place of its own",
        "{path} serait écrit deux fois : donnez à chaque rapport sa propre place",
    ),
    "no-baseline": (
        "{path}: no baseline there: write one with `souverain baseline -o {path}`",
        "{path} : pas d'état de référence ici : écrivez-en un avec `souverain baseline -o {path}`",
    ),
    "broken-baseline": (
        "{path}: not a baseline ({detail}): write it anew with `souverain baseline -o {path}`",
        "{path} : pas un état de référence ({detail}) : réécrivez-le avec `souverain baseline -o {path}`",
    ),
    "no-git": (
        "--trust-config {ref}: git is not on PATH: install it, or leave the option out",
        "--trust-config {ref} : git n'est pas dans PATH : installez-le, ou retirez l'option",
    ),
    "no-such-revision": (
        "--trust-config {ref}: git does not show it ({cause}): fetch that revision, and run inside the repository",
        "--trust-config {ref} : git ne le montre pas ({cause}) : récupérez cette révision, et lancez dans le dépôt",
    ),
    "config-key-not-text": (
        "{path}:{line}: a key that is not a text: write a word before the colon",
        "{path}:{line} : une clé qui n'est pas un texte : écrivez un mot avant les deux-points",
    ),
    "config-missing-field": (
        "{path}: {field} is missing: add it",
        "{path} : {field} manque : ajoutez-le",
    ),
    "config-no-author": (
        "{path}: {field} says which data is held and not who says so: add author",
        "{path} : {field} dit quelles données sont détenues sans dire qui le déclare : ajoutez author",
    ),
    "graph-of-what": (
        "--format {format} draws who owns whom: name an entity or a provider, as in `show entities exoscale`",
        "--format {format} dessine qui détient qui : nommez une entité ou un fournisseur, comme dans `show entities exoscale`",
    ),
    "skips-of-what": (
        "--format {format} prints what skips the checks of {format} that `show conflicts` lists: ask for all, or for one of them that has such a check",
        "--format {format} écrit de quoi ignorer les contrôles de {format} que `show conflicts` liste : demandez-les tous, ou l'un d'eux qui en a un",
    ),
    "config-unsigned": (
        "{path}: {field} is declared by nobody or on no day: add author (by in an attestation) and {when}, there or for the whole file",
        "{path} : {field} est déclaré sans auteur ou sans date : ajoutez author (by dans une attestation) et {when}, là ou pour tout le fichier",
    ),
    "config-names-nothing": (
        "{path}: {where} names {name}, which is not among the {kind}: `souverain show {kind}` lists them, or declare it",
        "{path} : {where} nomme {name}, absent de {kind} : `souverain show {kind}` les liste, ou déclarez-le",
    ),
    "config-no-clause": (
        "{path}: contracts names clause {clause}, which no requirement asks for; those that one does: {allowed}",
        "{path} : contracts nomme la clause {clause}, qu'aucune exigence ne demande ; celles qui le sont : {allowed}",
    ),
    "config-known-provider": (
        "{path}: sites {id} has the id of a provider on record: give it another id",
        "{path} : sites {id} porte l'identifiant d'un fournisseur connu : donnez-lui un autre identifiant",
    ),
    "config-site-nowhere": (
        "{path}: sites {id} says neither hosts nor sources: nothing leads there, add one of them",
        "{path} : sites {id} n'a ni hosts ni sources : rien n'y mène, ajoutez l'un des deux",
    ),
    "config-no-operator": (
        "{path}: sites {id} does not say who runs it: add operator, the id of an entity",
        "{path} : sites {id} ne dit pas qui l'exploite : ajoutez operator, l'identifiant d'une entité",
    ),
    "config-no-country": (
        "{path}: sites {id} does not say in which country {region} is: add country",
        "{path} : sites {id} ne dit pas dans quel pays se trouve {region} : ajoutez country",
    ),
    "config-empty-list": (
        "{path}: {field} is empty: list at least one",
        "{path} : {field} est vide : indiquez au moins un élément",
    ),
    "config-not-of-form": (
        "{path}: {field} is not of the form that the schema gives: an id has small letters, digits, points and hyphens, a country two capitals, a hash 64 hexadecimal digits",
        "{path} : {field} n'a pas la forme que donne le schéma : un identifiant a des minuscules, chiffres, points et tirets, un pays deux capitales, une empreinte 64 chiffres hexadécimaux",
    ),
    "config-not-a-percentage": (
        "{path}: {field} is no percentage: give a number from 0 to 100",
        "{path} : {field} n'est pas un pourcentage : donnez un nombre de 0 à 100",
    ),
    "config-no-date": (
        "{path}: {field} is no date: write year-month-day, as 2026-11-24",
        "{path} : {field} n'est pas une date : écrivez année-mois-jour, par exemple 2026-11-24",
    ),
    "config-no-fields": (
        "{path}: must hold `name: value` lines",
        "{path} : doit contenir des lignes `nom: valeur`",
    ),
    "config-not-a-list": (
        "{path}: {field} must be a list: [a, b]",
        "{path} : {field} doit être une liste : [a, b]",
    ),
    "config-not-a-mapping": (
        "{path}: {field} must be a mapping: `name: value` lines",
        "{path} : {field} doit être un dictionnaire : des lignes `nom: valeur`",
    ),
    "config-not-a-text": (
        "{path}: {field} must be a text that is not empty",
        "{path} : {field} doit être un texte non vide",
    ),
    "config-not-allowed": (
        "{path}: {field} must be one of {allowed}",
        "{path} : {field} doit être l'un de {allowed}",
    ),
    "config-class-taken": (
        "{path}: {field}: this name has a meaning already: choose another one, or leave the class out",
        "{path} : {field} : ce nom a déjà un sens : choisissez-en un autre, ou retirez la classe",
    ),
    "config-class-circle": (
        "{path}: {field} comes back to the class itself: let it end at a class that everybody has",
        "{path} : {field} revient à la classe elle-même : faites-la aboutir à une classe commune",
    ),
    "config-class-word": (
        "{path}: {field}: {word} names {other} already: leave the word out, or let the class be {other} too",
        "{path} : {field} : {word} désigne déjà {other} : retirez ce mot, ou faites de la classe un cas de {other}",
    ),
    "no-such-class": (
        "there is no class {data} to assume (--assume-class, assumeClass): choose among {allowed}, or declare it in souverain.yaml under data_classes",
        "la classe {data} à supposer (--assume-class, assumeClass) n'existe pas : choisissez parmi {allowed}, ou déclarez-la dans souverain.yaml (data_classes)",
    ),
    "config-not-yaml": (
        "{path}:{line}: not YAML ({cause}): mend the line",
        "{path}:{line} : ce n'est pas du YAML ({cause}) : corrigez la ligne",
    ),
    "config-stated-twice": (
        "{path}:{line}: {field} is stated twice: keep one of them",
        "{path}:{line} : {field} est écrit deux fois : n'en gardez qu'un",
    ),
    "config-too-deep": (
        "{path}:{line}: more than {depth} levels: flatten it",
        "{path}:{line} : plus de {depth} niveaux : aplatissez",
    ),
    "config-too-large": (
        "{path}: larger than {bytes} bytes: this is no configuration file of souverain",
        "{path} : plus de {bytes} octets : ce n'est pas un fichier de configuration de souverain",
    ),
    "config-unknown-field": (
        "{path}: {field} does not exist: the fields here are {allowed}",
        "{path} : {field} n'existe pas : les champs possibles ici sont {allowed}",
    ),
    "config-unreadable": (
        "{path}: cannot be read ({cause}): check the path and the rights",
        "{path} : illisible ({cause}) : vérifiez le chemin et les droits",
    ),
    "crash": (
        "internal error {kind} at {where}: nothing was judged; set SOUVERAIN_DEBUG=1 to see all of it",
        "erreur interne {kind} dans {where} : rien n'a été jugé ; SOUVERAIN_DEBUG=1 montre le détail",
    ),
    "cannot-write": (
        "the report cannot be written to {path} ({cause}): choose a file that can",
        "le rapport ne peut pas être écrit dans {path} ({cause}) : choisissez un fichier où c'est possible",
    ),
    "no-folder": (
        "--report evidence={path}: this is a file; name a folder that is empty or not there yet",
        "--report evidence={path} : c'est un fichier ; nommez un dossier vide ou à créer",
    ),
    "folder-not-ours": (
        "--report evidence={path}: the folder holds {file}, which souverain did not write or which was changed since; name another folder",
        "--report evidence={path} : le dossier contient {file}, que souverain n'a pas écrit ou qui a changé depuis ; nommez un autre dossier",
    ),
    "bad-date": (
        "--as-of {written} is no date: write it as 2026-11-24",
        "--as-of {written} n'est pas une date : écrivez-la comme 2026-11-24",
    ),
    "no-source-folder": (
        "--source {written}: no such folder: give the folder of the root module that the plan was made of",
        "--source {written} : pas de tel dossier : donnez le dossier du module racine dont le plan est tiré",
    ),
    "no-var-file": (
        "--var-file {written}: no such file",
        "--var-file {written} : pas de tel fichier",
    ),
    "no-var": (
        "--var {written} says nothing: write --var NAME=VALUE",
        "--var {written} ne dit rien : écrivez --var NOM=VALEUR",
    ),
    "variable-not-declared": (
        "{path}: --var {name}: the root module declares no variable of that name",
        "{path} : --var {name} : le module racine ne déclare pas de variable de ce nom",
    ),
    "variable-malformed": (
        "{path}: the value given for {name} is no expression of HCL, which its type asks for",
        "{path} : la valeur donnée pour {name} n'est pas une expression HCL, ce que son type demande",
    ),
    "no-setting": (
        "--set {written} says nothing: write --set KEY=VALUE",
        "--set {written} ne dit rien : écrivez --set CLÉ=VALEUR",
    ),
    "no-report": (
        "--report {written}: write FORMAT=FILE, with a format among {formats}",
        "--report {written} : écrivez FORMAT=FICHIER, avec un format parmi {formats}",
    ),
    "one-profile": (
        "facts are for one profile, not for {profiles}: give one with --profile",
        "les faits sont pour un seul profil, et non pour {profiles} : donnez-en un avec --profile",
    ),
    "not-shown": (
        "no {id} among the {what}: `souverain show {what}` lists them",
        "pas de {id} parmi les {what} : `souverain show {what}` en donne la liste",
    ),
    "no-such-address": (
        "no rule and no resource of {path} is called {address}: `souverain rules` and `souverain inventory` list them",
        "aucune règle ni ressource de {path} ne s'appelle {address} : `souverain rules` et `souverain inventory` les listent",
    ),
    "unpriced-unknown": (
        "rule {rule} answers with an unknown of the kind {kind}, which no profile prices: correct the rule",
        "la règle {rule} répond par une inconnue du genre {kind}, qu'aucun profil ne chiffre : corrigez la règle",
    ),
    "strange-answer": (
        "the policies answered what nobody can read (rule {rule}, requirement {requirement}, status {status}): correct the rule",
        "les politiques ont répondu quelque chose d'illisible (règle {rule}, exigence {requirement}, statut {status}) : corrigez la règle",
    ),
    "bad-evidence": (
        "the evidence of rule {rule} does not follow its schema ({detail}): correct the rule",
        "les éléments de la règle {rule} ne suivent pas leur schéma ({detail}) : corrigez la règle",
    ),
    "unasked": (
        "the policies did not ask of which class the data of {input} is: no verdict; correct rule undeclared-class",
        "les politiques n'ont pas demandé la classe des données de {input} : aucun verdict ; corrigez la règle undeclared-class",
    ),
    "unanswered-workload": (
        "the policies did not answer requirement {requirement} by rule {rule}: no verdict",
        "les politiques n'ont pas répondu à l'exigence {requirement} par la règle {rule} : aucun verdict",
    ),
    "no-such-question": (
        "{path}: workload.{name}: there is no such question; there are {questions}",
        "{path} : workload.{name} : cette question n'existe pas ; il y a {questions}",
    ),
    "not-an-answer": (
        "{path}: {field}: not an answer to this question; it takes {allowed}",
        "{path} : {field} : ne répond pas à cette question, qui admet {allowed}",
    ),
    "config-not-an-answer": (
        "{path}: {field}: an answer is a text, true or false, a list of texts, or answer with author and date",
        "{path} : {field} : une réponse est un texte, true ou false, une liste de textes, ou answer avec author et date",
    ),
    "unanswered": (
        "the policies did not answer requirement {requirement} for {count:resource|resources}, {address} first: no verdict",
        "les politiques n'ont pas répondu à l'exigence {requirement} pour {count:ressource|ressources}, {address} d'abord : aucun verdict",
    ),
    "no-such-rule": (
        "no rule {id}: give one of {ids}, or a requirement as hds/HDS-CERT-1",
        "pas de règle {id} : donnez l'une de {ids}, ou une exigence comme hds/HDS-CERT-1",
    ),
    "init-exists": (
        "{path} is there already: write elsewhere with -o, to standard output with -o -, or over it with --force",
        "{path} existe déjà : écrire ailleurs avec -o, sur la sortie standard avec -o -, ou par-dessus avec --force",
    ),
    "init-no-input": (
        "standard input is closed, nobody can answer: give answers with --answers FILE or --answer QUESTION=ANSWER",
        "l'entrée standard est fermée, nul ne peut répondre : donner des réponses par --answers FICHIER ou --answer QUESTION=RÉPONSE",
    ),
    "init-no-author": (
        "nobody says who answers: give --author NAME",
        "rien ne dit qui répond : donner --author NOM",
    ),
    "init-no-answers": (
        "{path}: answers are a mapping of questions to answers, as under workload in souverain.yaml",
        "{path} : des réponses associent questions et réponses, comme workload dans souverain.yaml",
    ),
    "init-no-pair": (
        "--answer {written}: write QUESTION=ANSWER",
        "--answer {written} : écrire QUESTION=RÉPONSE",
    ),
    "init-not-an-answer": (
        "--answer {field}: not an answer to this question; it takes {allowed}",
        "--answer {field} : ne répond pas à cette question, qui admet {allowed}",
    ),
    "init-no-such-question": (
        "there is no question {name}; there are {questions}",
        "la question {name} n'existe pas ; il y a {questions}",
    ),
    "no-such-profile": (
        "there is no profile {profile}: choose among {profiles}",
        "le profil {profile} n'existe pas : choisissez parmi {profiles}",
    ),
    "facts-of-another-date": (
        "{path} holds facts as of {date}, and the run is as of {as_of}: add --as-of {date}, or make the facts anew",
        "{path} contient des faits au {date}, et le contrôle est au {as_of} : ajoutez --as-of {date}, ou refaites les faits",
    ),
    "not-facts": (
        "the engine was given what is no facts document ({detail}): give a plan, or what `souverain facts` prints",
        "le moteur a reçu autre chose qu'un document de faits ({detail}) : donnez un plan, ou ce qu'affiche `souverain facts`",
    ),
    "no-such-file": (
        "{path}: no such file: check the path",
        "{path} : fichier introuvable : vérifiez le chemin",
    ),
    "cannot-open": (
        "{path}: cannot be read ({cause}): check the path and the rights",
        "{path} : illisible ({cause}) : vérifiez le chemin et les droits",
    ),
    "empty-file": (
        "{path}: empty: give a plan: `terraform show -json PLANFILE > plan.json`, and check that the command succeeded",
        "{path} : vide : donnez un plan : `terraform show -json PLAN > plan.json`, et vérifiez que la commande a réussi",
    ),
    "gzip-broken": (
        "{path}: a gzip file that does not unpack ({cause}): make it again",
        "{path} : un fichier gzip qui ne se décompresse pas ({cause}) : refaites-le",
    ),
    "too-large": (
        "{path}: unpacks to more than {bytes} bytes: this is no plan",
        "{path} : plus de {bytes} octets une fois décompressé : ce n'est pas un plan",
    ),
    "not-text": (
        "{path}: not text in UTF-8 or UTF-16 (byte {offset}): give a plan: `terraform show -json PLANFILE > plan.json`",
        "{path} : ce n'est pas du texte en UTF-8 ou UTF-16 (octet {offset}) : donnez un plan : `terraform show -json PLAN > plan.json`",
    ),
    "binary-plan": (
        "{path}: a binary plan: `terraform show -json {path} > plan.json` (or tofu) makes the JSON that is read",
        "{path} : un plan binaire : `terraform show -json {path} > plan.json` (ou tofu) produit le JSON qui est lu",
    ),
    "zip-archive": (
        "{path}: a zip archive: unpack it and give the plan inside",
        "{path} : une archive zip : décompressez-la et donnez le plan qu'elle contient",
    ),
    "json-cut-short": (
        "{path}: the JSON is cut short (line {line}, column {column}): make the plan again and check that the disk or the log did not cut it",
        "{path} : le JSON est tronqué (ligne {line}, colonne {column}) : refaites le plan et vérifiez que ni le disque ni le journal ne l'ont coupé",
    ),
    "json-malformed": (
        "{path}: not JSON (line {line}, column {column}: {cause}): make the plan again with `terraform show -json`",
        "{path} : ce n'est pas du JSON (ligne {line}, colonne {column} : {cause}) : refaites le plan avec `terraform show -json`",
    ),
    "json-too-deep": (
        "{path}: the JSON is nested too deeply: this is no plan",
        "{path} : le JSON est trop imbriqué : ce n'est pas un plan",
    ),
    "json-not-an-object": (
        "{path}: JSON, but not an object: give a plan: `terraform show -json PLANFILE > plan.json`",
        "{path} : du JSON, mais pas un objet : donnez un plan : `terraform show -json PLAN > plan.json`",
    ),
    "key-twice": (
        "{path}: the key {key} stands twice in one object, so its value is not certain: make the plan again with `terraform show -json`",
        "{path} : la clé {key} figure deux fois dans un même objet, sa valeur n'est donc pas certaine : refaites le plan avec `terraform show -json`",
    ),
    "several-documents": (
        "{path}: {count:different document|different documents} in one input: give one plan per file",
        "{path} : {count:document différent|documents différents} dans une même entrée : donnez un plan par fichier",
    ),
    "source-extra-missing": (
        "{path}: reading Terraform source takes {package}: `pip install 'souverain[source]'`, or give a plan",
        "{path} : lire du source Terraform demande {package} : `pip install 'souverain[source]'`, ou donnez un plan",
    ),
    "source-malformed": (
        "{file}, line {line}: not HCL or not its JSON form: `terraform validate` says more",
        "{file}, ligne {line} : ce n'est ni du HCL ni sa forme JSON : `terraform validate` en dit plus",
    ),
    "source-too-deep": (
        "{path}: the source is nested too deeply: give a plan: `terraform show -json PLANFILE > plan.json`",
        "{path} : le source est trop imbriqué : donnez un plan : `terraform show -json PLAN > plan.json`",
    ),
    "source-overrides-nothing": (
        "{file}, line {line}: it overrides {block}, which no other file declares: declare it, or rename the file",
        "{file}, ligne {line} : remplace {block}, qu'aucun autre fichier ne déclare : déclarez-le, ou renommez le fichier",
    ),
    "source-calls-itself": (
        "{path}: module calls without end ({module}): mend the source of that call",
        "{path} : des appels de modules sans fin ({module}) : corrigez la source de cet appel",
    ),
    "source-refused": (
        "{path}: the source cannot be evaluated ({cause}): `terraform validate` says more",
        "{path} : le source ne peut pas être évalué ({cause}) : `terraform validate` en dit plus",
    ),
    "source-evaluator-slow": (
        "{path}: the source was not evaluated within {seconds} s: give a plan: `terraform show -json PLANFILE > plan.json`",
        "{path} : le source n'a pas été évalué en {seconds} s : donnez un plan : `terraform show -json PLAN > plan.json`",
    ),
    "source-evaluator-crashed": (
        "{path}: the evaluator of source crashed (status {status}): give a plan: `terraform show -json PLANFILE > plan.json`",
        "{path} : l'évaluateur de source s'est arrêté (statut {status}) : donnez un plan : `terraform show -json PLAN > plan.json`",
    ),
    "is-terragrunt": (
        "{path}: a Terragrunt unit without Terraform code: `terragrunt run --all plan --json-out-dir plans` makes plans: give that folder",
        "{path} : une unité Terragrunt sans code Terraform : `terragrunt run --all plan --json-out-dir plans` produit des plans : donnez ce dossier",
    ),
    "no-source": (
        "{path}: no Terraform source in this folder, and no plans alone: give the folder of a root module, or a plan",
        "{path} : ni source Terraform ni plans seuls dans ce dossier : donnez le dossier d'un module racine, ou un plan",
    ),
    "state-too-new": (
        "{path}: state format {version} is not known here, {newest} is the newest: update souverain",
        "{path} : le format d'état {version} n'est pas connu ici, le plus récent est {newest} : mettez souverain à jour",
    ),
    "state-too-old": (
        "{path}: state format {version} is too old: `terraform state pull > state.json` with Terraform 0.12 or later writes it anew",
        "{path} : le format d'état {version} est trop ancien : `terraform state pull > state.json` avec Terraform 0.12 ou plus le réécrit",
    ),
    "is-a-backend-cache": (
        "{path}: this only says where the state is kept: `terraform state pull > state.json` fetches the state itself",
        "{path} : ce fichier dit seulement où l'état est conservé : `terraform state pull > state.json` rapporte l'état lui-même",
    ),
    "is-encrypted": (
        "{path}: an encrypted plan or state: `tofu show -json PLANFILE > plan.json`, with the key, makes what is read",
        "{path} : un plan ou un état chiffré : `tofu show -json PLAN > plan.json`, avec la clé, produit ce qui est lu",
    ),
    "is-a-log": (
        "{path}: the log of `terraform plan -json`: add `-out=plan.bin` to it, then `terraform show -json plan.bin > plan.json`",
        "{path} : le journal de `terraform plan -json` : ajoutez-y `-out=plan.bin`, puis `terraform show -json plan.bin > plan.json`",
    ),
    "is-a-souverain-report": (
        "{path}: a report of souverain, not an input: give the plan, or the output of `souverain facts`",
        "{path} : un rapport de souverain, pas une entrée : donnez le plan, ou la sortie de `souverain facts`",
    ),
    "is-a-plan-as-text": (
        "{path}: a plan as text for people: `terraform show -json PLANFILE > plan.json` makes the JSON that is read",
        "{path} : un plan en texte, fait pour être lu par des personnes : `terraform show -json PLAN > plan.json` produit le JSON qui est lu",
    ),
    "is-source": (
        "{path}: one file of Terraform source: give the folder of its root module, or a plan",
        "{path} : un fichier de source Terraform : donnez le dossier de son module racine, ou un plan",
    ),
    "is-yaml": (
        "{path}: YAML, not a plan: give a plan: `terraform show -json PLANFILE > plan.json`",
        "{path} : du YAML, pas un plan : donnez un plan : `terraform show -json PLAN > plan.json`",
    ),
    "is-no-json": (
        "{path}: not JSON: give a plan: `terraform show -json PLANFILE > plan.json`",
        "{path} : ce n'est pas du JSON : donnez un plan : `terraform show -json PLAN > plan.json`",
    ),
    "is-an-empty-state": (
        "{path}: the state is empty, nothing was applied yet: give a plan: `terraform show -json PLANFILE > plan.json`",
        "{path} : l'état est vide, rien n'a encore été appliqué : donnez un plan : `terraform show -json PLAN > plan.json`",
    ),
    "is-no-plan": (
        "{path}: JSON, but no plan (no resource_changes, planned_values, prior_state or configuration): give a plan: `terraform show -json PLANFILE > plan.json`",
        "{path} : du JSON, mais pas un plan (ni resource_changes, ni planned_values, ni prior_state, ni configuration) : donnez un plan : `terraform show -json PLAN > plan.json`",
    ),
    "malformed": (
        "{path}: not the shape that its format has ({cause}): make it again with the tool that writes it",
        "{path} : la forme n'est pas celle du format ({cause}) : refaites le document avec l'outil qui l'écrit",
    ),
    "format-too-new": (
        "{path}: plan format {version} is not known here, 1.x is the newest: update souverain",
        "{path} : le format de plan {version} n'est pas connu ici, le plus récent est 1.x : mettez souverain à jour",
    ),
    "plan-errored": (
        "{path}: the plan ended in an error: no verdict; mend the error and plan again",
        "{path} : le plan s'est terminé par une erreur : pas de verdict ; corrigez l'erreur et refaites le plan",
    ),
    "plan-without-resources": (
        "{path}: a plan without resource_changes, planned_values and prior_state: give all that `terraform show -json` prints",
        "{path} : un plan sans resource_changes, planned_values ni prior_state : donnez tout ce qu'imprime `terraform show -json`",
    ),
    "pack-setting": (
        "policy pack: the settings of the policy souverain do not fit ({cause}): mend the file of --policy-pack-config",
        "pack de règles : les réglages de la règle souverain ne conviennent pas ({cause}) : corrigez le fichier de --policy-pack-config",
    ),
    "pack-policy": (
        "policy pack: no policy {policies}: the file of --policy-pack-config may name {allowed}",
        "pack de règles : pas de règle {policies} : le fichier de --policy-pack-config peut nommer {allowed}",
    ),
    "pack-misplaced": (
        "policy pack: {policies} take a level and no settings: settings stand under the policy {policy}",
        "pack de règles : {policies} acceptent un niveau, pas de réglages : les réglages se trouvent sous la règle {policy}",
    ),
    "pack-config-relative": (
        "policy pack: the folder of the program is not known here, so {path} leads nowhere: give an absolute path",
        "pack de règles : le dossier du programme n'est pas connu ici, {path} ne mène nulle part : donnez un chemin absolu",
    ),
    "pack-folder": (
        "policy pack: the folder of the program {project} is not known here, and with it whether a souverain.yaml asks for more: run pulumi in that folder, use the executable pack, or set config (an absolute path) or profiles in the file of --policy-pack-config",
        "pack de règles : le dossier du programme {project} n'est pas connu ici, ni si un souverain.yaml y demande davantage : lancez pulumi dans ce dossier, prenez le pack exécutable, ou donnez config (chemin absolu) ou profiles dans le fichier de --policy-pack-config",
    ),
    "pack-environment": (
        "policy pack: the variables PULUMI_CONFIG or PULUMI_CONFIG_SECRET_KEYS cannot be read ({cause}): update the Pulumi CLI",
        "pack de règles : les variables PULUMI_CONFIG ou PULUMI_CONFIG_SECRET_KEYS sont illisibles ({cause}) : mettez à jour la CLI Pulumi",
    ),
    "pack-not-installed": (
        "the policy pack needs the extra: pip install 'souverain[pulumi]'",
        "le pack de règles demande l'extra : pip install 'souverain[pulumi]'",
    ),
    "pack-no-program": (
        "no program souverain-pulumi-pack in {folder}: install souverain with pip, or leave --executable out",
        "pas de programme souverain-pulumi-pack dans {folder} : installez souverain avec pip, ou omettez --executable",
    ),
    "pulumi-no-yaml": (
        "{path}: a Pulumi program in {runtime}, which only Pulumi can run: `pulumi preview --json --show-sames > preview.json`",
        "{path} : un programme Pulumi en {runtime}, que seul Pulumi peut exécuter : `pulumi preview --json --show-sames > preview.json`",
    ),
    "pulumi-with-terraform": (
        "{path}: Terraform source and a Pulumi program in one folder: give one of them, as a plan or as a preview",
        "{path} : du source Terraform et un programme Pulumi dans un même dossier : donnez l'un des deux, en plan ou en prévisualisation",
    ),
    "pulumi-program": (
        "{path}: not a Pulumi YAML program ({cause}): mend it, `pulumi preview` says more",
        "{path} : ce n'est pas un programme Pulumi YAML ({cause}) : corrigez-le, `pulumi preview` en dit plus",
    ),
    "pulumi-no-type": (
        "{path}: not a Pulumi YAML program (no type: {resources}): mend it, `pulumi preview` says more",
        "{path} : ce n'est pas un programme Pulumi YAML (sans type : {resources}) : corrigez-le, `pulumi preview` en dit plus",
    ),
    "pulumi-steps-missing": (
        "{path}: the summary counts {count:change|changes} that no step shows: no verdict; give the whole output of the run",
        "{path} : le résumé compte {count:changement|changements} qu'aucune étape ne montre : pas de verdict ; donnez la sortie entière",
    ),
    "pulumi-failed": (
        "{path}: the preview or the update failed, and lists only what came before: no verdict; mend the error and run it again",
        "{path} : la prévisualisation ou la mise à jour a échoué, et ne liste que ce qui précède : pas de verdict ; corrigez l'erreur et relancez",
    ),
    "pulumi-unfinished": (
        "{path}: the event log ends before the run does (no summaryEvent): no verdict; give the whole log",
        "{path} : le journal d'événements s'arrête avant la fin (pas de summaryEvent) : pas de verdict ; donnez le journal entier",
    ),
    "pulumi-version": (
        "{path}: version {version} of Pulumi's states is not known here, {newest} is the newest: update souverain",
        "{path} : la version {version} des états Pulumi n'est pas connue ici, la plus récente est {newest} : mettez souverain à jour",
    ),
    "pulumi-feature": (
        "{path}: the state asks for what is not known here ({features}): update souverain, or give `pulumi preview --json`",
        "{path} : l'état demande ce qui n'est pas connu ici ({features}) : mettez souverain à jour, ou donnez `pulumi preview --json`",
    ),
    "facts-version": (
        "{path}: facts of version {schema}, {read} is read: make them again with this souverain",
        "{path} : des faits en version {schema}, la version lue est {read} : refaites-les avec ce souverain",
    ),
    "facts-inconsistent": (
        "{path}: the facts do not hold together ({what}): make them again with `souverain facts`",
        "{path} : les faits ne sont pas cohérents ({what}) : refaites-les avec `souverain facts`",
    ),
}
