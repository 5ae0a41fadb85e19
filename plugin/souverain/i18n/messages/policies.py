"""Messages of `errors` about policies and what runs them: name to (English, French)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "opa-without-url": (
        "--engine opa needs the address of the server: add --opa-url http://localhost:8181",
        "--engine opa demande l'adresse du serveur : ajoutez --opa-url http://localhost:8181",
    ),
    "url-without-opa": (
        "{option} is for --engine opa: add it, or leave the option out",
        "{option} va avec --engine opa : ajoutez-le, ou retirez l'option",
    ),
    "opa-client-missing": (
        "the OPA engine needs the library opa-python-client: pip install 'souverain[opa]', or leave --engine out",
        "le moteur OPA a besoin de la bibliothèque opa-python-client : pip install 'souverain[opa]', ou retirez --engine",
    ),
    "opa-other-policies": (
        "{url}: this OPA server holds the policies of another version of souverain: load the bundle of this one",
        "{url} : ce serveur OPA porte les règles d'une autre version de souverain : chargez le lot de celle-ci",
    ),
    "opa-refused": (
        "{url}: the OPA server refused the request with HTTP {status} ({detail}): look at its log",
        "{url} : le serveur OPA a refusé la demande, HTTP {status} ({detail}) : consultez son journal",
    ),
    "opa-unreachable": (
        "{url}: no answer from an OPA server ({detail}): check the address, and that the server runs",
        "{url} : pas de réponse d'un serveur OPA ({detail}) : vérifiez l'adresse, et que le serveur tourne",
    ),
    "opa-url": (
        "--opa-url {url}: give http:// or https://, a host and its port, without password, as http://127.0.0.1:8181, or unix:///PATH",
        "--opa-url {url} : donnez http:// ou https://, un hôte et son port, sans mot de passe, comme http://127.0.0.1:8181, ou unix:///CHEMIN",
    ),
    "opa-without-policies": (
        "{url}: this OPA server does not hold souverain's policies: load their bundle",
        "{url} : ce serveur OPA ne porte pas les règles de souverain : chargez leur lot",
    ),
    "policy-answer": (
        "engine {engine}: the policies did not answer in the form agreed ({detail}): mend the policy added last",
        "moteur {engine} : les règles n'ont pas répondu dans la forme convenue ({detail}) : corrigez la dernière règle ajoutée",
    ),
    "policy-builtins": (
        "the compiled policies need functions that the sandbox does not have ({builtins}): write the rule without them",
        "les règles compilées ont besoin de fonctions que le bac à sable n'a pas ({builtins}) : écrivez la règle sans elles",
    ),
    "policy-entrypoint": (
        "the compiled policies have no entry point {entrypoint}: build them with `opa build -t wasm -e {entrypoint}`",
        "les règles compilées n'ont pas de point d'entrée {entrypoint} : construisez-les avec `opa build -t wasm -e {entrypoint}`",
    ),
    "policy-memory": (
        "engine {engine}: the policies needed more than {megabytes} MB: judge fewer inputs at once",
        "moteur {engine} : les règles ont eu besoin de plus de {megabytes} Mo : jugez moins d'entrées à la fois",
    ),
    "policy-missing": (
        "{path}: the compiled policies cannot be read ({cause}): reinstall souverain, or run `make build` in a clone",
        "{path} : les règles compilées sont illisibles ({cause}) : réinstallez souverain, ou lancez `make build` dans un clone",
    ),
    "policy-not-wasm": (
        "the compiled policies are no module of OPA ({detail}): build them with `opa build -t wasm`",
        "les règles compilées ne sont pas un module d'OPA ({detail}) : construisez-les avec `opa build -t wasm`",
    ),
    "policy-rules": (
        "{path}: the description of the rules cannot be read ({detail}): reinstall souverain, or run `make build` in a clone",
        "{path} : la description des règles est illisible ({detail}) : réinstallez souverain, ou lancez `make build` dans un clone",
    ),
    "policy-stopped": (
        "engine {engine}: the policies stopped before answering ({detail}): mend the policy added last",
        "moteur {engine} : les règles se sont arrêtées avant de répondre ({detail}) : corrigez la dernière règle ajoutée",
    ),
    "policy-timeout": (
        "engine {engine}: no answer within {seconds} s: judge fewer inputs at once, or mend a rule that does not end",
        "moteur {engine} : pas de réponse en {seconds} s : jugez moins d'entrées à la fois, ou corrigez une règle qui ne finit pas",
    ),
    "policy-undefined": (
        "engine {engine}: the policies gave no answer at all: load souverain's own, whole",
        "moteur {engine} : les règles n'ont rien répondu : chargez celles de souverain, en entier",
    ),
    "own-no-opa": (
        "--policy {path} needs the program opa, which is not on PATH: install OPA 1.x, name it with --opa, or give the bundle that `souverain policy build` makes where there is one",
        "--policy {path} a besoin du programme opa, absent de PATH : installez OPA 1.x, nommez-le par --opa, ou donnez le lot que `souverain policy build` produit là où il existe",
    ),
    "own-opa-failed": (
        "{opa} did not compile the policies ({detail}): use OPA 1.x, or name another program with --opa",
        "{opa} n'a pas compilé les règles ({detail}) : utilisez OPA 1.x, ou nommez un autre programme par --opa",
    ),
    "own-opa-slow": (
        "{opa} did not end within {seconds} s: simplify the rule added last",
        "{opa} n'a pas fini en {seconds} s : simplifiez la dernière règle ajoutée",
    ),
    "own-unreadable": (
        "{path}: cannot be read ({cause}): give a folder of Rego, or the file that `souverain policy build` writes",
        "{path} : illisible ({cause}) : donnez un dossier de Rego, ou le fichier qu'écrit `souverain policy build`",
    ),
    "own-empty": (
        "{path}: no rule there: add a file that ends in .rego (see docs/writing-rules.md)",
        "{path} : aucune règle : ajoutez un fichier qui finit par .rego (voir docs/writing-rules.md)",
    ),
    "own-too-large": (
        "{path}: more than {files} files or {megabytes} MB of Rego: give the folder that holds the rules alone",
        "{path} : plus de {files} fichiers ou {megabytes} Mo de Rego : donnez le dossier qui ne contient que les règles",
    ),
    "own-opa-memory": (
        "{opa}: it takes more than {megabytes} MB to read or compile the rules: make them smaller, or write them without tables and nesting",
        "{opa} : il lui faut plus de {megabytes} Mo pour lire ou compiler les règles : réduisez-les, ou écrivez-les sans tables ni imbrication",
    ),
    "own-data": (
        "{path}: data files are not read: write the values into the Rego, as a set or an object",
        "{path} : les fichiers de données ne sont pas lus : écrivez les valeurs dans le Rego, en ensemble ou en objet",
    ),
    "own-broken": (
        "{path}:{line}: {cause}: correct the rule",
        "{path}:{line} : {cause} : corrigez la règle",
    ),
    "own-builtin": (
        "{path}:{line}: the sandbox does not have {builtin}: write the rule without it (docs/engines.md lists what there is)",
        "{path}:{line} : le bac à sable n'a pas {builtin} : écrivez la règle sans (docs/engines.md dit ce qu'il y a)",
    ),
    "own-package": (
        "{path}: package {package} is not yours to define: write `package souverain.custom.<name>`, in lower case",
        "{path} : le paquet {package} ne vous appartient pas : écrivez `package souverain.custom.<nom>`, en minuscules",
    ),
    "own-no-metadata": (
        "{path}: package {package} says nothing of itself: add METADATA with custom.id, or move what rules share one level down, as souverain.custom.lib.<name>",
        "{path} : le paquet {package} ne dit rien de lui-même : ajoutez METADATA avec custom.id, ou descendez d'un niveau ce que des règles partagent, comme souverain.custom.lib.<nom>",
    ),
    "own-metadata": (
        "{path}:{line}: the METADATA of the rule are not complete ({detail}): docs/writing-rules.md lists what they hold",
        "{path}:{line} : les METADATA de la règle sont incomplètes ({detail}) : docs/writing-rules.md dit ce qu'elles contiennent",
    ),
    "own-name": (
        "{path}:{line}: rule {id} stands in a package of another name: write id: {name}",
        "{path}:{line} : la règle {id} est dans un paquet d'un autre nom : écrivez `id: {name}`",
    ),
    "own-takes-name": (
        "{path}:{line}: {id} is the name of one of souverain's own rules: give the rule another",
        "{path}:{line} : {id} est le nom d'une règle de souverain : donnez-en un autre à la vôtre",
    ),
    "own-words": (
        "{path}:{line}: {field} cannot be filled: write each placeholder as one name in braces, and other braces twice",
        "{path}:{line} : {field} ne peut pas être rempli : écrivez chaque variable comme un nom entre accolades, et doublez les autres accolades",
    ),
    "own-no-deny": (
        "{path}: rule {rule} answers nothing: it needs a set `deny`, as in `deny contains finding if`",
        "{path} : la règle {rule} ne répond rien : il lui faut un ensemble `deny`, comme `deny contains finding if`",
    ),
    "own-record": (
        "{path}: {detail}: correct the file (docs/writing-rules.md shows one)",
        "{path} : {detail} : corrigez le fichier (docs/writing-rules.md en montre un)",
    ),
    "own-record-taken": (
        "{path}: there is a {kind} {id} already: give yours another id",
        "{path} : il y a déjà un {kind} {id} : donnez un autre id au vôtre",
    ),
    "own-names-nothing": (
        "{path}: {where} names the {kind} {name}, which there is not: correct the name, or add it",
        "{path} : {where} nomme {name}, qui n'existe pas ({kind}) : corrigez le nom, ou ajoutez-le",
    ),
    "own-strange-rule": (
        "the policies of --policy answered as {rule}, which is no rule of theirs: build the bundle again",
        "les règles de --policy ont répondu sous le nom {rule}, qui n'est pas une des leurs : reconstruisez le lot",
    ),
    "own-bundle": (
        "{path}: no compiled rules in there ({cause}): give a folder of Rego, or the file that `souverain policy build` writes",
        "{path} : pas de règles compilées là-dedans ({cause}) : donnez un dossier de Rego, ou le fichier qu'écrit `souverain policy build`",
    ),
    "own-other-release": (
        "{path}: compiled with the rules of another release of souverain: run `souverain policy build` again",
        "{path} : compilé avec les règles d'une autre version de souverain : relancez `souverain policy build`",
    ),
    "policy-without-push": (
        "--policy with --engine opa needs --opa-push: the server judges by what it holds",
        "--policy avec --engine opa demande --opa-push : le serveur juge avec ce qu'il porte",
    ),
    "opa-other-rules": (
        "{url}: this OPA server judges by other rules of the house than --policy: give it them with --opa-push",
        "{url} : ce serveur OPA juge avec d'autres règles de l'établissement que --policy : donnez-les-lui par --opa-push",
    ),
    "opa-token-in-clear": (
        "{url}: a token would go over the wire in clear: use https://, a socket, or a server on this machine",
        "{url} : un jeton passerait en clair sur le réseau : utilisez https://, une socket, ou un serveur sur cette machine",
    ),
    "opa-two-tokens": (
        "--opa-token-file and --opa-token-env: give one of them",
        "--opa-token-file et --opa-token-env : donnez l'un des deux",
    ),
    "opa-no-token": (
        "{where}: no bearer token there: write it alone, on one line",
        "{where} : pas de jeton à cet endroit : écrivez-le seul, sur une ligne",
    ),
    "opa-file": (
        "{path}: cannot be used for the OPA server ({cause}): give a PEM file without password, or a file with a token",
        "{path} : inutilisable pour le serveur OPA ({cause}) : donnez un fichier PEM sans mot de passe, ou un fichier qui porte un jeton",
    ),
    "opa-key-alone": (
        "--opa-key without --opa-cert: give the certificate too",
        "--opa-key sans --opa-cert : donnez aussi le certificat",
    ),
    "opa-tls-without-https": (
        "{file} is for https://, which the address of the server is not: correct the address, or leave the file out",
        "{file} sert à https://, ce que l'adresse du serveur n'est pas : corrigez l'adresse, ou retirez le fichier",
    ),
    "opa-push-names": (
        "package {package}: two of its files call two things {name}, which no server takes: put them into one file",
        "paquet {package} : deux de ses fichiers nomment {name} deux choses, ce qu'aucun serveur ne prend : mettez-les dans un seul fichier",
    ),
    "own-no-tests": (
        "{path}: no test there: add a file that ends in _test.rego, with rules that start with test_",
        "{path} : aucun test : ajoutez un fichier qui finit par _test.rego, avec des règles qui commencent par test_",
    ),
    "own-broken-test": (
        "{path}: the tests do not run ({cause}): correct them",
        "{path} : les tests ne tournent pas ({cause}) : corrigez-les",
    ),
}
