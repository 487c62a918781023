const quoted = /^(["'])(.*)\1$/s;
const empty =
    /^(~|null|none|nil|undefined|n\/a|true|false|yes|no|on|off|(en|dis)abled|required|optional|unset|unused)(\s*[;,:{})\]]+)*$/i;
/** What is written or shown in place of a credential. */
const placeholder =
    /^(YOUR[-_ ]?)?(API[-_]?KEY|PASS(WORD)?|SECRET|TOKEN)([-_ ]HERE)?$|^your[-_ ](api[-_]key|password|secret|token)([-_ ]here)?$/;
const masked =
    /^[[(<{]?(secret|redacted|hidden|masked|removed|omitted|none|empty)[\])>}]?$|^([*x.?•_-])\2{2,}$|^\*+$/i;

/** What stands for a value from elsewhere. */
const references = [
    // $(NAME), $(cat /run/secrets/password), and as much of that as a text shows
    /^\$\([^()]*\)?$/,
    /^\$\([^()]*\([^()]*\).*\)$/s,
    /^`[^`]*`?$/,
    // ${NAME}, $NAME, $1, %NAME%, %{name}, @NAME@, __NAME__
    /^(\$\{.*\}|\$[A-Za-z_]\w*|\$\d|%\w+%|%\{[^{}]*\}|@[\w.-]+@|__\w+__)$/s,
    // %(NAME)s, $env:NAME, $$NAME, $[NAME], %s, ?, :name, ((name)), @@NAME@@, $__file{/etc/name}
    /^(%\(\w+\)s|\$env:\w+|\$\$\{?\w+\}?|\$\[[\w.]+\]|%[sdvq]|\?|:[a-z_]+|\(\([\w./-]+\)\)|@@\w+@@|\$__\w+\{.*\})$/,
    // {name}, {{ .Values.name }}, {% name %}, <name>, <%= name %>, #{name}, !vault name, #/components/name
    /^(\{\w+\}|\{\{.*\}\}|\{%.*%\}|<[\w .-]+>|<%.*%>|\[\[\s*\.[\w.]+\s*\]\]|#\{.*\}#?|!\w[\w/:.-]*\s+[\w./:-]+|#\/[\w/.-]+)$/s,
    // What a tool decrypts or fetches.
    /^(ENC\[.*\]|\{cipher\}\S+)$/,
    /^(file:|env:|op:\/\/|ref\+\w+:|arn:aws|sm:\/\/|gcp:secretmanager:|@Microsoft\.KeyVault\(|projects\/[\w.-]+\/secrets\/)\S+$/i,
    /^(vault|bao):\S+\/\S+$/,
    /^(akv|aws-?(sm|ssm)|azure-?k(ey)?v(ault)?|classpath|conjur|gcp-?sm|gsm|keyring|keyvault|kms|kv|secrets?|ssm|vault):\/\S+$/,
    /^secretref:\S+$/,
    /^(auth|database|kv|pki|secrets?)(\/[\w.-]+)+$/,
];

/** What anybody may read: a public key, a certificate, a key that is published with a page. */
const published =
    /^(-----BEGIN (?!.{0,40}PRIVATE)|(ssh-|ecdsa-|sk-)[\w@.-]+ AAAA|(ssh-)?pk_(live|test)_)/;

/** `${NAME:-hunter2}`, and Spring's `${NAME:hunter2}`: what counts where the variable is not there. */
const fallback = /^\$\{(?:\w+:?[-=]|(?:[A-Z][A-Z0-9_]*|\w+(?:\.[\w-]+)+):(?![-=?+]))(.+)\}$/s;
const scheme = /^(?:basic|bearer|digest|token)[ \t]+(\S.*)$/i;

/** Where files that hold secrets are mounted, or are kept. */
const file =
    /^(\/(app|certs?|config|data|etc|home|mnt|opt|root|run|secrets?|srv|ssl|tls|tmp|usr|var|vault|workspace)(\/[\w.-]+)+|(\/[a-z0-9._-]+){2,}|(\.{1,2}|~|\$\{?\w+\}?)(\/[\w.-]+)+|[A-Za-z]:\\\S*|[\w./-]+\.(crt|jks|json|key|p12|pem|pfx|txt|ya?ml))$/;

/** What a program computes, and the type that a schema asks for. */
const code = [
    /^(?:await\s+|new\s+)?[A-Za-z_$][\w$.]*\((?:[\w\s"'.,:/@{}$[\]+=>-]*\)(?:\.\w+\([^()]*\))*[;,]?|["'\w.,\s-]*)$/,
    /^(process\.env|import\.meta\.env|os\.environ|ENV)[.[]/,
    // var.password, secrets.PASSWORD, config["password"]
    /^(args|cfg|conf|config|ctx|data|env|inputs|local|module|opts|options|params|props|req|request|secrets|self|settings|this|user|values|vars?)(\.\w+)+[;,]?$/i,
    /^[A-Za-z_][\w.]*\[["'][\w.-]+["']\][;,]?$/,
    /^(await|new|string|(string|str|ID)[!?;]+)$/i,
    // A type: str, Optional[str] = None, SecretStr; the number of a field: 2;
    /^(str|bytes|SecretStr|Optional\[\w+\])(\s*=.*)?$/,
    /^\d{1,3};$/,
];
/** What looks for a credential: ([^&]*), \\S+, .* */
const search = /^\(?(\[\^[^\]]*\]|\\+[SwWd]|\.)[*+]?\??\)?["'),;]*$/;
const schema = /(^|[\s{,])["']?type["']?\s*:\s*["']?(string|object|array|integer|number|boolean)\b/;

/** An object or a list, of which each entry counts for itself. */
const container = /^[{[]|\n/;
const separators = /[\n,{}[\]]+/;
const entryName = /^[\s-]*["']?\$?[\w.-]+["']?\s*[:=]/;

/** Whether a text under a credential's name is the credential itself, not a reference, a switch, a file or nothing. */
export function isLiteral(value: string): boolean {
    const text = value.trim().replace(quoted, "$2").trim();
    const instead = (fallback.exec(text) ?? scheme.exec(text))?.[1];
    if (instead !== undefined) {
        return isLiteral(instead);
    }
    const others = [empty, placeholder, masked, published, file, search, ...references, ...code];
    if (isProse(text) || others.some((pattern) => pattern.test(text))) {
        return false;
    }
    return (
        text !== "" &&
        (!container.test(text) ||
            (!schema.test(text) && text.split(separators).some(isLiteralEntry)))
    );
}

const word = /^["'(]*([A-Za-z]+(['’/-][A-Za-z]+)*|\d+|https?:\S+)[)"'.,;:!?]*$/;
const functionWords =
    /(^|\s)(a|after|all|always|an|and|are|as|ask|at|be|by|can|cannot|do|every|for|from|has|have|if|in|is|it|its|kept|must|never|not|of|on|only|or|our|see|should|that|the|them|they|this|to|until|use|when|will|with|you|your)[.,;:!?]?(\s|$)/i;

/** Words that say something about a credential, unlike those of a passphrase. */
export function isProse(text: string): boolean {
    const words = text.trim().split(/\s+/, mostWords);
    return words.length > 1 && functionWords.test(text) && words.every((one) => word.test(one));
}

/** Of a long text the beginning tells. */
const mostWords = 20;

function isLiteralEntry(entry: string): boolean {
    const value = entry.replace(entryName, "").trim();
    return value !== "" && !container.test(value) && isLiteral(value);
}
