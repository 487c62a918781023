/** Tells by its name whether a property, variable or setting holds a credential. */
export type NameTest = (name: string) => boolean;

const keyOwners =
    "api|access|account|aes|cipher|client|cookie|deploy|encryption|gpg|hmac|host|jwt|license|master|pgp|private|secret|service_account|rsa|session|shared|shared_access|signing|ssh|ssl|storage|stripe|subscription|tls|webhook";

/** Endings of names in snake case, as regular expressions. */
export const credentialNames: readonly string[] = [
    "[a-z]*pass_?words?(_hash)?",
    "[a-z]*(passwd|passphrase)",
    "passcode",
    "rediscli_auth",
    "(admin|db|key|keystore|ldap|mail|mongo|mq|mysql|pg|postgres|rabbit|rabbitmq|redis|require|root|smtp|store|truststore|user)?pass",
    "masterauth",
    "pwd?",
    "psk",
    "[a-z]*secret",
    "(access|api|auth|bearer|bot|client|git|github|gitlab|id|jwt|npm|refresh|session|slack|user|vault)?token",
    "(git(hub|lab)|gh|azure_devops|ado)_pat",
    "[a-z]*credentials?",
    "creds?",
    `(${keyOwners})_?key(_(base|data|pem))?`,
    "(erlang_|set_?)?cookie",
    "(proxy_)?authorization",
    "jwt",
    "id_(rsa|dsa|ecdsa|ed25519)",
    "kube_?config",
    "docker_?(cfg|config_?json)",
];

/** Names that end like a credential's, and are none. */
const harmlessNames = [
    "(bos|cancel|cancellation|cls|continuation|continue|delimiter|end|eos|eot|image|lex|mask|next|pad|page|pagination|resume|sep|separator|special|start|stop|sync|unk)_?token",
    "(band|boarding|by|first|high|last|low|multi|second|single)_pass",
    "automount_service_account_token",
    "(existing|pull|tls)(_[a-z]+)*_secret",
    "(fastcgi|grpc|memcached|proxy|scgi|uwsgi)_pass",
    "old_?pwd",
    // Of these the value is a name: AUTH_COOKIE=sid.
    "(affinity|auth|consent|csrf|lang|language|locale|login|session|sticky|tracking|xsrf)_cookie",
]
    .map((ending) => new RegExp(`(^|_)${ending}$`))
    // A question: HAS_SECRET=1.
    .concat(/^(allow|enable|has|hide|is|needs?|no|requires?|show|skip|uses?)_/);

/** `MY_TOKEN2`, `TOKEN_OLD`, `TOKEN_PROD` and `password.base64` are named like `TOKEN`. */
const variant =
    /(_?(v?\d+|b64|base64|current|new|old|plain|previous)|_(default|dev|live|local|primary|prod|production|qa|secondary|stage|staging|test))+$/;

/** What a password, a secret or a token can be for: `PASSWORD_DB` is named like `DB_PASSWORD`. */
const purposes =
    "admin|amqp|api|app|aws|azure|broker|bot|cassandra|database|datadog|db|docker|elastic|elasticsearch|email|ftp|gcp|git|github|gitlab|grafana|influx|influxdb|jwt|kafka|keycloak|ldap|mail|mariadb|master|minio|mongo|mongodb|mq|mssql|mysql|nexus|npm|oauth|oracle|pg|postgres|postgresql|pypi|rabbit|rabbitmq|redis|registry|replication|root|s3|sentry|sendgrid|slack|smtp|sonar|splunk|sql|sqlserver|stripe|twilio|vault|vhost|webhook";
/** What is said about a password, and is none: `PASSWORD_MIN_LENGTH`. */
const attributes =
    "age|alg|algo|algorithm|alphabet|attempts?|attributes?|auth|authentication|authenticator|backend|cache|callback|changed?|characters|charset|check|checks|class|column|command|complexity|config|configuration|confirm|confirmation|count|crypt|days|digits|dir|directory|disabled?|digest|email|enabled?|encod(e|er|ing)|encrypt(ed|ion|or)?|endpoint|entropy|env|expir(ation|es|ed|y)|field|file|filename|filter|flow|forgot(ten)?|format|form|generat(e|ed|or)|grace|grant|handler|hash(er|es|ing|ed)?|header|help|hint|history|id|input|interval|iterations|key|keys|kind|label|len|length|less|level|lifetime|limit|link|location|lock(ed|out)?|log(in|s)?|manage(r|ment)?|map|mask|max|mechanism|message|meta|method|min|minimum|maximum|mode|modified|name|names|needed|ns|only|option(al|s)?|page|param|parameter|parser|path|pattern|period|placeholder|plugin|policies|policy|prefix|prompt|property|protect(ed|ion)?|provider|pwned|query|ref|reference|regex|regexp|region|renew|request|require(d|ments)?|reset|retries|rotat(e|ed|ion)|rounds|rules?|salted|schema|scheme|scope|scopes|score|seconds|selector|separator|set|setter|setup|settings|show|size|source|sources|state|status|stdin|storage|store|strategy|strength|strict|suffix|sync|table|tag|template|test|text|time|timeout|title|toggle|ttl|type|ui|updated?|uri|url|usage|user|username|usernames|users|valid|validat(e|ed|ion|or|ors)|validity|variable|verif(y|ier|ication)|version|view|visib(le|ility)|warn(ing)?|window|with|words";
const purposeFirst = new RegExp(
    `(^|_)(pass|secret|token|(api|access)_?key)_(${purposes})$|(^|_)(password|passwd|passphrase|pwd)_(?!([a-z0-9]+_)*(${attributes})(_|$))[a-z][a-z0-9]*(_[a-z0-9]+)?$`,
);

const mostKnown = 10_000;

/** The test for names with one of the given endings: regular expressions for names in snake case. */
export function namesEndingIn(endings: readonly string[]): NameTest {
    const ending = new RegExp(`(^|_)(${endings.join("|")})$`);
    // The same few names come up in every resource.
    const known = new Map<string, boolean>();
    return (name) => {
        const answer = known.get(name) ?? isMatch(snakeCase(name), ending);
        if (known.size < mostKnown) {
            known.set(name, answer);
        }
        return answer;
    };
}

function isMatch(snake: string, ending: RegExp): boolean {
    return [snake, snake.replace(variant, "")].some(
        (one) =>
            (ending.test(one) || purposeFirst.test(one)) &&
            !harmlessNames.some((harmless) => harmless.test(one)),
    );
}

export const isCredentialName: NameTest = namesEndingIn(credentialNames);

/** Whether a name says that a value is a credential, or several: of `tokens: abc` and `maxTokens: 5`, one is a count. */
export function announces(name: string, value: unknown, isName: NameTest): boolean {
    return isName(name) || (!isCount(value) && isName(name.replace(/s$/i, "")));
}

function isCount(value: unknown): boolean {
    return (
        typeof value === "number" ||
        (typeof value === "string" && /^\s*[\d.]+\s*[km]?\s*$/i.test(value))
    );
}

const longestName = 100;

/** `rabbitMqPassword` and `rabbit-mq.password` are the same name as `RABBIT_MQ_PASSWORD`. */
function snakeCase(name: string): string {
    return name
        .slice(-longestName)
        .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .replace(/[^A-Za-z0-9]+/g, "_")
        .replace(/^_|_$/g, "")
        .toLowerCase();
}
