"""Messages of `reasons`: name to (English, French)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "workload-undeclared": ("not declared: {question}", "non déclaré : {question}"),
    "workload-silent": (
        "no workload declares itself, and choosing the profile declares that it applies",
        "aucun usage n'est déclaré, et choisir le profil déclare qu'il s'applique",
    ),
    "workload-said-unknown": (
        "said unknown by {author} on {date}: {question}",
        "dit inconnu par {author} le {date} : {question}",
    ),
    "workload-not-decisive": (
        "answered in a way that decides nothing: {question}",
        "la réponse ne tranche pas : {question}",
    ),
    "workload-contradiction": (
        "answered differently in several inputs: {question}",
        "réponses divergentes selon les entrées : {question}",
    ),
    "workload-contradicted": (
        "the answer does not fit {operator}, on record as operator of these places: {question}",
        "la réponse ne s'accorde pas avec {operator}, opérateur connu de ces lieux : {question}",
    ),
    "workload-unconfirmed": (
        "nothing says who runs these places, declare them under sites: {question}",
        "rien ne dit qui exploite ces lieux, à déclarer dans sites : {question}",
    ),
    "workload-in-between": (
        "{date} is between the days that decide: {question}",
        "{date} tombe entre les dates qui tranchent : {question}",
    ),
    "exemption-not-met": (
        "a condition of the exemption is not met: {question}",
        "une condition de l'exemption n'est pas remplie : {question}",
    ),
    "applies-later": ("from {date} on", "à partir du {date}"),
    "transfer-open": (
        "the text leaves open whether {country} counts",
        "le texte ne dit pas si {country} compte",
    ),
    "adequacy-conditional": (
        "decision {decision} is limited: {scope}",
        "la décision {decision} est limitée : {scope}",
    ),
    "undeclared": (
        "nothing says which data it holds: no label, no configuration",
        "rien ne dit quelles données il contient : ni étiquette, ni configuration",
    ),
    "class-declared": (
        "declared {data} by {author} on {date}",
        "déclaré {data} par {author} le {date}",
    ),
    "class-declared-undated": (
        "declared {data} by {author}",
        "déclaré {data} par {author}",
    ),
    "class-labelled": (
        "label {key} = {value}",
        "étiquette {key} = {value}",
    ),
    "class-label-word": (
        "label {value}",
        "étiquette {value}",
    ),
    "class-default-label": (
        "default label {key} = {value} of the provider block",
        "étiquette par défaut {key} = {value} du bloc provider",
    ),
    "class-type-for-health": (
        "{type} exists for health data",
        "{type} existe pour les données de santé",
    ),
    "class-held": (
        "held by {holder}",
        "contenu dans {holder}",
    ),
    "class-assumed": (
        "assumed {data}, as the command line says for what is undeclared",
        "supposé {data}, comme la ligne de commande le dit de ce qui n'est pas déclaré",
    ),
    "class-propagated": (
        "{data}: data comes from another resource, which {flow} this one",
        "{data} : des données viennent d'une autre ressource, qui {flow} celle-ci",
    ),
    "class-contradicts-flow": (
        "said to be {other}, yet a store of {data} {flow} this one: the more protective holds",
        "déclaré de classe {other}, alors qu'un stockage de classe {data} {flow} celui-ci : la classe la plus protectrice l'emporte",
    ),
    "class-below-flow": (
        "said to be {other}, and judged so, although what holds {data} {flow} this one",
        "déclaré de classe {other} et jugé ainsi, alors que ce qui contient des données de classe {data} {flow} celui-ci",
    ),
    "class-below-copy": (
        "said to be {other}, and judged so, although it {flow} what is said to hold {data}",
        "déclaré de classe {other} et jugé ainsi, alors qu'il {flow} ce qui est déclaré contenir des données de classe {data}",
    ),
    "class-contradiction": (
        "two statements differ: {data}, the more protective, holds over {other}",
        "deux indications divergent : {data}, la plus protectrice, l'emporte sur {other}",
    ),
    "class-label-over-configuration": (
        "a label says {data} where the configuration says {other}: the label holds",
        "une étiquette dit {data} là où la configuration dit {other} : l'étiquette l'emporte",
    ),
    "class-label-unknown": (
        "the value of label {key} is not known before apply, or is sensitive",
        "la valeur de l'étiquette {key} n'est pas connue avant apply, ou est sensible",
    ),
    "class-labels-unknown": (
        "the labels are not known before apply",
        "les étiquettes ne sont pas connues avant apply",
    ),
    "class-label-unrecognised": (
        "label {key} = {value} names no class: say in souverain.yaml, under labels, what the value means",
        "l'étiquette {key} = {value} ne nomme aucune classe : dites dans souverain.yaml (labels) ce qu'elle veut dire",
    ),
    "type-unknown": (
        "no table knows the resource type {type}",
        "aucune table ne connaît le type de ressource {type}",
    ),
    "type-deploys-anything": (
        "{type} deploys what its template says, which was not read",
        "{type} déploie ce que dit son modèle, qui n'a pas été lu",
    ),
    "owner-not-published": (
        "no owner of {entity} is on record",
        "aucun propriétaire de {entity} n'est connu",
    ),
    "control-not-published": (
        'the share of "{owner}" in {owned} is not published, and it can be control',
        "la part de « {owner} » dans {owned} n'est pas publiée, et peut suffire au contrôle",
    ),
    "through-a-link": (
        "{link} may obtain what {operator} holds, and {because}",
        "{link} peut obtenir ce que détient {operator}, et {because}",
    ),
    "owners-of-another-date": (
        "the owners of {entity} on {as_of} are not on record, only those of other dates",
        "les propriétaires de {entity} au {as_of} ne sont pas connus, seulement ceux d'autres dates",
    ),
    "country-not-published": (
        "the country of {entity} is not on record",
        "le pays de {entity} n'est pas connu",
    ),
    "access-not-published": (
        "whether {other} can obtain data from {entity} is not published",
        "on ne sait pas si {other} peut obtenir des données de {entity}",
    ),
    "seat-in-union": (
        "{entity} has its seat and its headquarters in the Union",
        "{entity} a son siège et son administration centrale dans l'Union",
    ),
    "seat-outside-union": (
        "{entity} has its seat or its headquarters outside the Union",
        "{entity} a son siège ou son administration centrale hors de l'Union",
    ),
    "holder-above-cap": (
        "{holder}, outside the Union, has at least {share} %, above {cap} %",
        "{holder}, hors de l'Union, détient au moins {share} %, plus de {cap} %",
    ),
    "together-above-cap": (
        "holders outside the Union have at least {share} % together, above {cap} %",
        "les détenteurs hors de l'Union ont ensemble au moins {share} %, plus de {cap} %",
    ),
    "holders-below-cap": (
        "holders outside the Union do not have more than {cap} %",
        "les détenteurs hors de l'Union n'ont pas plus de {cap} %",
    ),
    "share-not-published": (
        "the share or the seat of {holder} is not published",
        "la part ou le siège de {holder} n'est pas publié",
    ),
    "holders-not-published": (
        "not all holders of {entity} are on record",
        "tous les détenteurs de {entity} ne sont pas connus",
    ),
    "veto-outside-union": (
        "{holder}, outside the Union, has control alone or jointly, and can block",
        "{holder}, hors de l'Union, a le contrôle seul ou conjoint, et peut bloquer",
    ),
    "vetoes-not-published": (
        "rights of veto are not on record",
        "les droits de veto ne sont pas connus",
    ),
    "board-outside-union": (
        "{holder}, outside the Union, controls it and appoints its boards",
        "{holder}, hors de l'Union, le contrôle et en nomme les organes",
    ),
    "boards-not-published": (
        "who appoints the boards is not on record",
        "qui nomme les organes n'est pas connu",
    ),
    "no-holder-outside-union": (
        "no holder is outside the Union",
        "aucun détenteur n'est hors de l'Union",
    ),
    "offer-unknown": (
        "which offer this is, is not known",
        "on ne sait pas de quelle offre il s'agit",
    ),
    "offer-not-recorded": (
        "the offer {offer} is not on record",
        "l'offre {offer} n'est pas connue",
    ),
    "certificate-not-recorded": (
        "no record says whether the offer has {scheme}",
        "rien ne dit si l'offre a {scheme}",
    ),
    "certificates-not-recorded": (
        "no certificate of {offer} is on record, nor that it has none",
        "aucun certificat de {offer} n'est connu, ni son absence",
    ),
    "certificate-regions-not-published": (
        "the sites that the {scheme} certificate covers are not published",
        "les sites couverts par le certificat {scheme} ne sont pas publiés",
    ),
    "certificate-services-not-published": (
        "the services that the {scheme} certificate covers are not published",
        "les services couverts par le certificat {scheme} ne sont pas publiés",
    ),
    "certificate-activities-not-published": (
        "the activities that the {scheme} certificate covers are not published",
        "les activités couvertes par le certificat {scheme} ne sont pas publiées",
    ),
    "certificate-without-region": (
        "the service has no single region to compare with the sites of the {scheme} certificate",
        "le service n'a pas une région à comparer aux sites du certificat {scheme}",
    ),
    "certificate-kind-unknown": (
        "the {scheme} certificate names services, and which one this is, is not known",
        "le certificat {scheme} nomme des services, et on ne sait pas lequel est celui-ci",
    ),
    "place-assumed": (
        "the place is assumed, not stated, which strict judging does not let pass",
        "le lieu est supposé, non indiqué, ce que le mode strict ne laisse pas passer",
    ),
    "certificate-claimed": (
        "claimed by public sources, without dates, sites or scope",
        "revendiqué par des sources publiques, sans dates, sites ni périmètre",
    ),
    "certificate-lapsed": (
        "the decision ended on {until}, its renewal is not known",
        "la décision a pris fin le {until}, son renouvellement n'est pas connu",
    ),
    "certificate-unknown": (
        "whether the certificate exists is not known",
        "l'existence du certificat n'est pas connue",
    ),
    "country-not-named": (
        "a member state that is not named, inside {zone} or not",
        "un État membre qui n'est pas nommé, dans {zone} ou non",
    ),
    "fact-missing": (
        "the facts do not say it",
        "les faits ne le disent pas",
    ),
    "grade-too-low": (
        "proven by evidence of grade {grade} only, where {minimum} is asked",
        "prouvé seulement par une pièce de niveau {grade}, là où {minimum} est demandé",
    ),
    "no-place": (
        "no place is stated",
        "aucun lieu n'est indiqué",
    ),
    "operator-not-described": (
        "nothing is known of the operator {operator}",
        "rien n'est connu de l'opérateur {operator}",
    ),
    "place-not-described": (
        "nothing is known of the place {place}",
        "rien n'est connu du lieu {place}",
    ),
    "version-not-stated": (
        "the version that the certificate follows is not stated",
        "la version suivie par le certificat n'est pas indiquée",
    ),
    "zone-not-described": (
        "the countries of zone {zone} are not stated",
        "les pays de la zone {zone} ne sont pas indiqués",
    ),
    "not-computed-class": (
        "asked once for each input, until the class of its data is declared",
        "demandé une fois par entrée, tant que la classe de ses données n'est pas déclarée",
    ),
    "not-computed-national": (
        "depends on national rules that are not on record",
        "dépend de règles nationales qui ne sont pas connues",
    ),
    "not-computed-adequacy": (
        "third countries count too where a decision or a treaty covers them, on conditions that no code shows",
        "des pays tiers comptent aussi quand une décision ou un traité les couvre, à des conditions qu'aucun code ne montre",
    ),
    "not-computed-country": (
        "the zone is one country, with exceptions of its own: no rule knows it",
        "la zone est un seul pays, avec ses propres exceptions : aucune règle ne la connaît",
    ),
    "not-computed-proposal": (
        "no law yet, or nothing that one could hold a certificate of",
        "pas encore une loi, ou rien dont on puisse détenir un certificat",
    ),
    "not-computed-scheme": (
        "the level or type of this certificate is not on record",
        "le niveau ou le type de ce certificat n'est pas connu",
    ),
    "not-computed-contract": (
        "depends on the contract, which no code shows",
        "dépend du contrat, qu'aucun code ne montre",
    ),
    "not-computed-evidence": (
        "depends on documents of the provider, which no code shows",
        "dépend de documents du fournisseur, qu'aucun code ne montre",
    ),
    "not-computed-transit": (
        "depends on how programs talk to each other, which no code of the infrastructure shows",
        "dépend de la façon dont les programmes échangent, qu'aucun code d'infrastructure ne montre",
    ),
    "ceiling-not-known": (
        "who controls the operator, or which laws reach it, is not known well enough to leave any level out",
        "qui contrôle l'opérateur, ou quelles lois l'atteignent, n'est pas assez connu pour écarter un niveau",
    ),
    "not-computed-presumed": (
        "presumed by the qualification, which ANSSI has audited",
        "présumé par la qualification, que l'ANSSI a auditée",
    ),
    "not-computed-report": (
        "reported beside the findings, never decides",
        "signalé à côté des constats, ne décide jamais",
    ),
    "not-computed-with": (
        "part of another requirement of this regime",
        "compris dans une autre exigence de ce régime",
    ),
    "not-computed-workload": (
        "depends on who hosts the data for whom, which choosing the profile declares",
        "dépend de qui héberge les données pour qui, ce que le choix du profil déclare",
    ),
    "module-not-fetched": (
        "the module {source} is not here: `terraform init` fetches it",
        "le module {source} n'est pas ici : `terraform init` le rapporte",
    ),
    "module-not-seen": (
        "the module is not here, and may make anything",
        "le module n'est pas ici, et peut créer n'importe quoi",
    ),
    "instances-not-known": (
        "how many there are depends on {names}",
        "leur nombre dépend de {names}",
    ),
    "evaluator-lost": (
        "the evaluator of source gave nothing for this block: only what is written out is known, a plan says the rest",
        "l'évaluateur de source n'a rien donné pour ce bloc : seul ce qui est écrit est connu, un plan dit le reste",
    ),
    "source-differs": (
        "the source in {source} is not what the plan was made of: they differ in {what}; the plan was judged alone",
        "le source de {source} n'est pas celui dont le plan est tiré : ils diffèrent par {what} ; le plan a été jugé seul",
    ),
    "source-unreadable": (
        "the source beside the plan, in {source}, was not read ({error}): `souverain check {source}` says why",
        "le source à côté du plan, dans {source}, n'a pas été lu ({error}) : `souverain check {source}` dit pourquoi",
    ),
    "state-declared-otherwise": (
        "souverain.yaml declares the backend {declared}, the input shows {backend}: what is declared does not count",
        "souverain.yaml déclare le backend {declared}, l'entrée montre {backend} : ce qui est déclaré ne compte pas",
    ),
    "variable-differs": (
        "the plan was made with another value of {variable} than the one given: the plan's holds",
        "le plan a été fait avec une autre valeur de {variable} que celle donnée : celle du plan vaut",
    ),
    "given-outside": (
        "{variable} says it here, outside of the code",
        "{variable} le dit ici, hors du code",
    ),
    "pulumi-component-closed": (
        "{type} is a component: what it creates is not in the program; preview it",
        "{type} est un composant : ce qu'il crée n'est pas dans le programme ; prévisualisez-le",
    ),
    "pulumi-plan-partial": (
        "of {count:resource|resources} the plan states what changes only: give the stack's export beside it",
        "de {count:ressource|ressources} le plan ne dit que ce qui change : donnez l'export de la pile à côté",
    ),
    "pulumi-provider-not-shown": (
        "the configuration of this provider is not in the input: preview with --show-sames, or give the stack's export",
        "la configuration de ce fournisseur n'est pas dans l'entrée : prévisualisez avec --show-sames, ou donnez l'export de la pile",
    ),
    "pulumi-unchanged-not-shown": (
        "{count:resource that does not change is|resources that do not change are} not in the input: preview with --show-sames",
        "{count:ressource qui ne change pas n'est pas|ressources qui ne changent pas ne sont pas} dans l'entrée : prévisualisez avec --show-sames",
    ),
    "pulumi-operation-pending": (
        "an operation ({operation}) was under way when the state was written: what came of it is not in the input",
        "une opération ({operation}) était en cours à l'écriture de l'état : son résultat n'est pas dans l'entrée",
    ),
    "provider-unknown": (
        "no record knows the provider {provider}",
        "aucune fiche ne connaît le fournisseur {provider}",
    ),
    "provider-ambiguous": (
        "the plan does not say which of the provider blocks {providers} is used",
        "le plan ne dit pas lequel des blocs provider {providers} est utilisé",
    ),
    "provider-constant": (
        "provider block {provider}: {attribute} = {value}",
        "bloc provider {provider} : {attribute} = {value}",
    ),
    "provider-variable": (
        "provider block {provider}: {attribute} is {variable}, {value}",
        "bloc provider {provider} : {attribute} vaut {variable}, {value}",
    ),
    "mentioned-only": (
        "a plan shows that the expression mentions {variable}, not that it is no more: its source proves it (--source)",
        "un plan montre que l'expression mentionne {variable}, non qu'elle n'est rien de plus : son source le prouve (--source)",
    ),
    "provider-default": (
        "the documentation of the provider gives {value} to those who leave out {attribute}",
        "la documentation du fournisseur donne {value} à qui n'écrit pas {attribute}",
    ),
    "provider-inherited": (
        "provider block {provider}, found by its name: the input does not say which block is used",
        "bloc provider {provider}, trouvé par son nom : l'entrée ne dit pas lequel est utilisé",
    ),
    "no-provider-block": (
        "the provider {provider} has no block here",
        "le fournisseur {provider} n'a pas de bloc ici",
    ),
    "no-provider-region": (
        "the provider block {provider} does not state {attribute}",
        "le bloc provider {provider} n'indique pas {attribute}",
    ),
    "provider-without-region": (
        "the provider block {provider} cannot state a place",
        "le bloc provider {provider} ne peut pas indiquer de lieu",
    ),
    "tried-provider": (
        "provider block {provider}: {attribute} mentions {names}",
        "bloc provider {provider} : {attribute} mentionne {names}",
    ),
    "tried-resource": (
        "{attribute} mentions {names}",
        "{attribute} mentionne {names}",
    ),
    "resource-silent": (
        "the resource states none of {attributes}",
        "la ressource n'indique ni {attributes}",
    ),
    "resource-attribute": (
        "{attribute} = {value}",
        "{attribute} = {value}",
    ),
    "resource-constant": (
        "{attribute} = {value} in the configuration",
        "{attribute} = {value} dans la configuration",
    ),
    "resource-variable": (
        "{attribute} is {variable} in the configuration, {value}",
        "{attribute} vaut {variable} dans la configuration, {value}",
    ),
    "resource-reference": (
        "{attribute} is taken from {parent}",
        "{attribute} est repris de {parent}",
    ),
    "resource-identifier": (
        "{value} stands in its {attribute}",
        "{value} figure dans son {attribute}",
    ),
    "contradiction": (
        "{attribute} says {value}, which contradicts {other}: both are judged",
        "{attribute} dit {value}, ce qui contredit {other} : les deux lieux sont jugés",
    ),
    "declared-site": (
        "the configuration declares that everything of this provider is in {value}; a site of one's own is known by its hosts alone",
        "la configuration déclare que tout ce qui relève de ce fournisseur est dans {value} ; un site à soi se connaît à ses seuls hôtes",
    ),
    "documented-default": (
        "{value}, which the documentation gives to those who leave out {attribute}",
        "{value}, que la documentation donne à qui n'écrit pas {attribute}",
    ),
    "type-global": (
        "{type} has no region",
        "{type} n'a pas de région",
    ),
    "type-not-in-tables": (
        "no table knows {type}: taken for a resource with the region of its provider block",
        "aucune table ne connaît {type} : traité comme une ressource de la région du bloc provider",
    ),
    "parent-place": (
        "{attribute} names {parent}, where it stands",
        "{attribute} désigne {parent}, où elle se trouve",
    ),
    "parent-unplaced": (
        "the place of {parent}, which {attribute} names, is not known",
        "le lieu de {parent}, que désigne {attribute}, n'est pas connu",
    ),
    "parent-contradicted": (
        "what is said of the place of {parent} contradicts itself",
        "ce qui est dit du lieu de {parent} se contredit",
    ),
    "parents-differ": (
        "{attribute} can name several instances of {parent}, in different places",
        "{attribute} peut désigner plusieurs instances de {parent}, en des lieux différents",
    ),
    "parent-outside-input": (
        "it stands in {parent} ({attribute}), which is not in this input",
        "elle se trouve dans {parent} ({attribute}), qui n'est pas dans cette entrée",
    ),
    "parent-named-outside-input": (
        "it stands in what {attribute} names, which is not in this input",
        "elle se trouve dans ce que désigne {attribute}, qui n'est pas dans cette entrée",
    ),
    "parent-not-stated": (
        "{type} is where another resource is, and the input does not say which",
        "{type} est là où est une autre ressource, et l'entrée ne dit pas laquelle",
    ),
    "reference-in-circle": (
        "the resources refer to each other in a circle",
        "les ressources se désignent en rond",
    ),
    "reference-outside-input": (
        "{name} is not in this input",
        "{name} n'est pas dans cette entrée",
    ),
    "reference-not-resolved": (
        "the value of {name} is not in this input",
        "la valeur de {name} n'est pas dans cette entrée",
    ),
    "place-not-stated": (
        "the input does not state {attributes}",
        "l'entrée n'indique pas {attributes}",
    ),
    "known-after-apply": (
        "{attribute} is known after apply only, or is sensitive",
        "{attribute} n'est connu qu'après apply, ou est sensible",
    ),
    "variable-without-value": (
        "{variable} has no value here",
        "{variable} n'a pas de valeur ici",
    ),
    "plan-partial": (
        "the plan does not cover all of its configuration: it was made with -target, or changes wait for a later plan",
        "le plan ne couvre pas toute sa configuration : fait avec -target, ou des changements attendent un autre plan",
    ),
    "several-names": (
        "an expression of several names is not evaluated: {names}",
        "une expression de plusieurs noms n'est pas évaluée : {names}",
    ),
    "needs-source": (
        "a plan does not hold the value of {name}",
        "un plan ne contient pas la valeur de {name}",
    ),
    "differs-by-instance": (
        "{name} differs from instance to instance",
        "{name} change d'une instance à l'autre",
    ),
    "not-evaluated": (
        "its value is not in the input",
        "sa valeur n'est pas dans l'entrée",
    ),
    "not-a-place": (
        "the expression mentions {variable}, whose value {value} alone names no region of {provider}",
        "l'expression mentionne {variable}, dont la valeur {value} ne désigne pas à elle seule une région de {provider}",
    ),
    "region-unknown": (
        "no region of {provider} on record is called {value}",
        "aucune région connue de {provider} ne s'appelle {value}",
    ),
    "region-not-stated": (
        "nothing states the region",
        "rien n'indique la région",
    ),
    "country-not-stated": (
        "the country of {region} at {provider} is not on record: {why}",
        "le pays de {region} chez {provider} n'est pas connu : {why}",
    ),
    "endpoint": (
        "{attribute} goes to {host}: {provider} answers there",
        "{attribute} mène à {host} : {provider} y répond",
    ),
    "endpoint-of-resource": (
        "{attribute} is the address of {parent}, which this input makes or reads",
        "{attribute} est l'adresse de {parent}, que cette entrée crée ou lit",
    ),
    "endpoint-unknown": (
        "{attribute} goes to {host}, and no record says who answers there",
        "{attribute} mène à {host}, et aucune fiche ne dit qui y répond",
    ),
    "endpoint-unresolved": (
        "{attribute} mentions {names}: who answers there is not known",
        "{attribute} mentionne {names} : on ne sait pas qui y répond",
    ),
    "endpoint-without-region": (
        "the endpoint does not state a region",
        "le point d'accès n'indique pas de région",
    ),
    "endpoint-disagrees": (
        "the endpoint is in {endpoint}, the region is {region}",
        "le point d'accès est en {endpoint}, la région est {region}",
    ),
    "cloud-chosen": (
        "{attribute} = {value} chooses the cloud {cloud}",
        "{attribute} = {value} choisit le cloud {cloud}",
    ),
    "cloud-unknown": (
        "no cloud on record goes by {attribute} = {value}",
        "aucun cloud connu ne répond à {attribute} = {value}",
    ),
    "operator-depends-on-region": (
        "who operates {provider} depends on the region",
        "qui exploite {provider} dépend de la région",
    ),
    "operator-not-stated": (
        "who operates {provider} there is not on record: {why}",
        "l'opérateur de {provider} à cet endroit n'est pas connu : {why}",
    ),
    "offer-depends-on-region": (
        "which offer of {provider} it is depends on the region",
        "l'offre de {provider} dépend de la région",
    ),
    "offer-not-recorded-for-type": (
        "no offer of {provider} on record holds {type}",
        "aucune offre connue de {provider} ne contient {type}",
    ),
    "hosted-by": (
        "{region} stands on the infrastructure of {provider}",
        "{region} repose sur l'infrastructure de {provider}",
    ),
    "copy-attribute": (
        "{attribute} = {value} makes a copy",
        "{attribute} = {value} crée une copie",
    ),
    "copy-to-pair": (
        "{attribute} = {value} copies to the paired region",
        "{attribute} = {value} copie dans la région jumelée",
    ),
    "copy-by-default": (
        "without {attribute} copies leave: {value}",
        "sans {attribute}, des copies partent : {value}",
    ),
    "copy-to": (
        "a copy goes to a resource {type} of this input",
        "une copie va vers une ressource {type} de cette entrée",
    ),
    "copy-destination": (
        "a copy goes to {value}",
        "une copie va vers {value}",
    ),
    "key-store-not-seen": (
        "the key is kept outside of the provider, and nothing in the input says where",
        "la clé est conservée hors du fournisseur, et rien dans l'entrée ne dit où",
    ),
    "flow-by-reference": (
        "a reference in the input says so",
        "une référence dans l'entrée le dit",
    ),
    "holder-of-keys-not-known": (
        "whether whoever runs this place holds the keys, and under which laws, is not known",
        "on ne sait pas si l'opérateur de ce lieu détient les clés, ni sous quelles lois",
    ),
    "flow-of-several": (
        "another resource of the input may be meant",
        "une autre ressource de l'entrée peut être visée",
    ),
    "copy-source-unknown": (
        "something is copied elsewhere, which could be this: what it is, is not known",
        "quelque chose est copié ailleurs, qui pourrait être ceci : on ne sait pas quoi",
    ),
    "image-of": (
        "the code comes from {value}",
        "le code vient de {value}",
    ),
    "registry-unknown": (
        "no record says who answers at {host}",
        "aucune fiche ne dit qui répond à {host}",
    ),
    "registry-without-place": (
        "the registry does not say where it is",
        "le registre ne dit pas où il se trouve",
    ),
    "image-not-known": (
        "the input does not say from where the code comes",
        "l'entrée ne dit pas d'où vient le code",
    ),
    "copy-not-known": (
        "where the copy goes is not known",
        "on ne sait pas où va la copie",
    ),
    "copy-not-resolved": (
        "whether {attribute} makes a copy is not known",
        "on ne sait pas si {attribute} crée une copie",
    ),
    "copy-outside-input": (
        "the destination {destination} is not in this input",
        "la destination {destination} n'est pas dans cette entrée",
    ),
    "arn-without-region": (
        "{arn} does not say in which region the bucket is",
        "{arn} ne dit pas dans quelle région est le bucket",
    ),
    "no-pair": (
        "the region to which {region} is paired is not on record",
        "la région jumelée de {region} n'est pas connue",
    ),
    "pair-of-unknown-region": (
        "copies go to the region that is paired to one which is not known",
        "des copies vont dans la région jumelée d'une région inconnue",
    ),
    "settle-variable": (
        "give {variable} a value in the plan",
        "donnez une valeur à {variable} dans le plan",
    ),
    "settle-constant": (
        "write it as a constant, or give the source that the plan was made of (--source)",
        "écrivez-la en constante, ou donnez le source dont le plan est tiré (--source)",
    ),
    "settle-provider": (
        "write {attribute} in the provider block {provider}: variables of the environment are not in a plan",
        "écrivez {attribute} dans le bloc provider {provider} : un plan ne contient pas les variables d'environnement",
    ),
    "settle-block": (
        "write a provider block for {provider}: variables of the environment are not in a plan",
        "écrivez un bloc provider pour {provider} : un plan ne contient pas les variables d'environnement",
    ),
    "settle-new-plan": (
        "make the plan with Terraform 1.1 or later, which says which block is used",
        "faites le plan avec Terraform 1.1 ou plus, qui dit quel bloc est utilisé",
    ),
    "settle-apply": (
        "write {attribute} in the configuration, or check the state after apply",
        "écrivez {attribute} dans la configuration, ou vérifiez l'état après apply",
    ),
    "settle-parent": (
        "write the place at the resource, or check the input that holds {parent}",
        "écrivez le lieu sur la ressource, ou vérifiez l'entrée qui contient {parent}",
    ),
    "settle-named-parent": (
        "write the place at the resource, or check the input that holds what {attribute} names",
        "écrivez le lieu sur la ressource, ou vérifiez l'entrée qui contient ce que désigne {attribute}",
    ),
    "custody-not-stated": (
        "the resource does not say who holds its keys",
        "la ressource ne dit pas qui tient ses clés",
    ),
    "custody-not-settled": (
        "who holds its keys is settled after apply, or is not written in the configuration",
        "le détenteur de ses clés n'est fixé qu'à l'application, ou n'est pas écrit dans la configuration",
    ),
    "state-declared": (
        "declared by {author} on {date}",
        "déclaré par {author} le {date}",
    ),
    "state-place-not-shown": (
        "nothing shows where the {backend} backend keeps the state",
        "rien ne montre où le backend {backend} conserve l'état",
    ),
    "settle-resource": (
        "write the place at the resource",
        "écrivez le lieu sur la ressource",
    ),
    "settle-module": (
        "run `terraform init`, which fetches the module, or check a plan",
        "lancez `terraform init`, qui rapporte le module, ou vérifiez un plan",
    ),
    "settle-one": (
        "write the same place in both",
        "écrivez le même lieu aux deux endroits",
    ),
    "settle-source": (
        "check it with its source (--source), or write it as a constant",
        "vérifiez-le avec son source (--source), ou écrivez-le en constante",
    ),
    "settle-written": (
        "write it in the configuration: what is written is not assumed",
        "écrivez-le dans la configuration : ce qui est écrit n'est pas supposé",
    ),
    "settle-declared": (
        "nothing more: it holds on the word of who declared it",
        "rien de plus : cela tient à la parole de qui l'a déclaré",
    ),
    "settle-site": (
        "declare it as a site in souverain.yaml, with who runs it",
        "déclarez-le comme site dans souverain.yaml, avec qui l'exploite",
    ),
    "settle-state": (
        "declare its region or its host under state in souverain.yaml; what a backend block leaves out, `terraform init` notes beside it",
        "déclarez sa région ou son hôte sous state dans souverain.yaml ; ce que le bloc backend omet, `terraform init` le note à côté",
    ),
    "state-not-shown": (
        "where the state is kept is not shown: check beside the source, or declare state in souverain.yaml",
        "le lieu de l'état n'est pas montré : lancez check à côté de la source, ou déclarez state dans souverain.yaml",
    ),
    "pulumi-state-not-shown": (
        "where the state is kept is not shown (Pulumi Cloud, US, unless `pulumi login` chose): write backend.url in Pulumi.yaml, or declare state in souverain.yaml",
        "le lieu de l'état n'est pas montré (Pulumi Cloud, US, sauf choix par `pulumi login`) : écrivez backend.url dans Pulumi.yaml, ou déclarez state dans souverain.yaml",
    ),
    "class-of-state": (
        "the state describes {address}",
        "l'état décrit {address}",
    ),
    "class-of-empty-state": (
        "the state describes nothing that holds data",
        "l'état ne décrit rien qui contienne des données",
    ),
    "clause-not-declared": (
        "nobody has declared whether the contract has clause {clause}",
        "personne n'a déclaré si le contrat comporte la clause {clause}",
    ),
    "clause-lapsed": (
        "what is declared of clause {clause} counted until {until}",
        "ce qui est déclaré de la clause {clause} valait jusqu'au {until}",
    ),
    "clause-not-yet": (
        "what is declared of clause {clause} counts from {since} on",
        "ce qui est déclaré de la clause {clause} vaut à partir du {since}",
    ),
}
