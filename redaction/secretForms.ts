/** Formats in which neither `=` nor `:` stands between a name and its value. */
export const namedForms: readonly RegExp[] = [
    // <password>...</password>
    /(?<![:/\w])<(?<name>[\w:.-]{1,100})(?:\s[^<>]{0,200})?>\s{0,50}(?:<!\[CDATA\[)?(?<value>[^<\s](?:(?!\]\]>)[^<])*)/dg,
    // <entry key="password">...</entry>
    /<\w{1,40}\s[^<>]{0,100}?\b(?:name|key|id)=["'](?<name>[\w.-]{1,100})["'][^<>/]{0,100}>(?:\s{0,50}<value>)?(?<value>[^<\s][^<]*)/dg,
    // {default_pass, <<"...">>}, {password, "..."}
    /\{\s{0,20}'?(?<name>[\w.-]{1,100})'?\s{0,20},\s{0,20}(?:<<)?(?<quote>["'])(?<value>(?:\\.|(?!\k<quote>)[^\\])+)/dg,
    // define('DB_PASSWORD', '...')
    /\bdefine\(\s{0,5}["'](?<name>[\w.-]{1,100})["'],\s{0,5}(?<quote>["'])(?<value>(?:\\.|(?!\k<quote>)[^\\])+)/dg,
    // ENV PASSWORD ..., setenv PASSWORD ...
    /(?<![\w-])(?:ENV|setenv)[ \t]{1,5}(?<name>[A-Za-z_]\w{1,99})[ \t]{1,5}(?<value>[^\s=]\S*)/dg,
    // requirepass ..., user me insecure-password ...
    /(?<=^[ \t]{0,20}(?:user[ \t]{1,20}\S{1,100}[ \t]{1,20})?)(?<name>requirepass|masterauth|insecure-password)[ \t]{1,20}(?<value>\S+)/dgm,
    // --password ...
    /(?<![\w-])--?(?<name>[A-Za-z][\w.-]{1,60})[ \t]{1,20}(?<value>[^-\s"'\\](?:(?!\\?["'](?:[\s,\])}]|$))\S)*)/dg,
    // --password "...", ["--password", "..."]
    /(?<![\w-])--?(?<name>[A-Za-z][\w.-]{1,60})(?:[ \t]{1,20}|\\*["'],\s{0,20})\\*(?<quote>["'])(?<value>(?:(?!\\*\k<quote>)[^\n])+)/dg,
];

/**
 * Secrets that are known by their form, whatever they are called: what each is, and how it looks. Where only a part is
 * secret, it is the group `value`.
 */
export const secretForms: readonly (readonly [what: string, form: RegExp])[] = [
    // A number and then a path is a port.
    [
        "a URL with a password",
        /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:"'`<>]{0,200}:(?<value>(?!\d{1,5}(?:[/?#\s]|$))(?:(?!:\/\/)[^\s"'`<>]){1,512})@/dgi,
    ],
    [
        "a signed URL",
        /[?&](?:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature)=(?<value>[^&\s"'<>]{8,})/dgi,
    ],
    [
        "an authorization header",
        /\b(?:basic|bearer)[ \t]{1,5}(?=[A-Za-z._~-]{0,500}[\d=+/])(?<value>[\w+/=.~-]{8,})/dgi,
    ],
    [
        "a user with a password",
        /(?<![\w-])(?:-u|--user)(?:[ =]|\\*["'],\s{0,5})?\\*["']?[^\s:"'\\=]{1,100}:(?!\d+(?:[\s"'\\]|$))(?<value>[^\s"'\\]+)/dg,
    ],
    [
        "a user with a password",
        /\b(?:add_user|change_password|authenticate_user)(?:[ \t]{1,5}|\\*["'],\s{0,5})\\*["']?[^\s"',\\]{1,100}\\*["']?(?:[ \t]{1,5}|,\s{0,5})\\*["']?(?<value>[^\s"'\\&|;-][^\s"'\\]*)/dg,
    ],
    [
        "a user with a password",
        /\b(?:(?:sshpass|rabbitmqadmin|mongo|mongosh|mongodump|(?:docker|helm|registry|podman|nerdctl|oras|crane|az) login)\b[^\n;|&]{0,200}?[\s"']-p|redis-cli\b[^\n;|&]{0,200}?[\s"']-a|mysql(?:dump|admin)?\b[^\n;|&]{0,200}?[\s"']-p(?=[^\s"'\\]))(?:[ \t]{1,5}|\\*["'],\s{0,5})?\\*["']?(?<value>[^\s"'\\;]+)/dg,
    ],
    [
        "a user with a password",
        /\b(?:(?:sqlcmd|bcp|mosquitto_(?:pub|sub))\b[^\n;|&]{0,200}?[\s"']-P|ldap(?:search|add|modify|delete|whoami|passwd)\b[^\n;|&]{0,200}?[\s"']-w)(?:[ \t]{1,5}|\\*["'],\s{0,5})\\*["']?(?<value>[^\s"'\\;]+)/dg,
    ],
    [
        "a user with a password",
        /\bhtpasswd\s{1,5}-[a-zA-Z]{0,6}b[a-zA-Z]{0,6}\s{1,5}(?:[^\s-]\S{0,200}\s{1,5}){1,2}\\*["']?(?<value>[^\s"'\\;|&]+)/dg,
    ],
    [
        "a user with a password",
        /\becho\s{1,5}\\*["']?[\w.-]{1,60}:(?<value>[^\s"'\\|]{1,200})\\*["']?\s{0,5}\|\s{0,5}(?:sudo\s{1,5})?chpasswd/dg,
    ],
    [
        "a user with a password",
        /(?<![\w.-])[\w.-]{1,100}:(?<value>[^\s@:/"'()]{1,200})@(?:tcp|udp|unix)\(/dg,
    ],
    [
        "a user with a password",
        /\bjdbc:oracle:[a-z]{1,10}:[^\s/@"']{1,100}\/(?<value>[^\s@/"']{1,200})@/dg,
    ],
    ["a login of a registry", /(?:^|[\s:])_auth[ \t]{0,5}=[ \t]{0,5}(?<value>\S+)/dg],
    [
        "a login of a registry",
        /\bauths\\*["']\s{0,5}:\s{0,5}\{[^{}]{0,300}\{[^{}]{0,300}?\bauth\\*["']\s{0,5}:\s{0,5}\\*["'](?<value>[^"'\\]+)/dg,
    ],
    [
        "a user with a password",
        /\b(?:login|user(?:name)?)\s{1,20}\S{1,100}?,?\s{1,20}(?:and\s)?(?:password|pass)\s{1,20}(?<value>\S+)/dgi,
    ],
    [
        "a password",
        /\b(?:identified by|password)\s{1,5}(?<quote>["'])(?<value>[^"'\n]+)\k<quote>/dgi,
    ],
    [
        "a private key",
        /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}[\s\S]*?(?:-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}|$)/g,
    ],
    // The same in Base64: PKCS#8, RSA, EC, OpenSSH, encrypted.
    [
        "a private key",
        /LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVEUg|BFTkNSWVBURUQgUFJJVkFUR)[A-Za-z0-9+/=]*/g,
    ],
    ["a PuTTY key", /PuTTY-User-Key-File-\d:[\s\S]*/g],
    ["an age key", /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/g],
    ["a JSON web token", /(?<![\w-])eyJ[\w-]{5,}\.eyJ[\w-]{5,}(?:\.[\w-]*)?/g],
    ["an AWS access key", /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g],
    ["a Google API key", /\bAIza[\w-]{35}/g],
    ["a Google token", /\bya29\.[\w-]{20,}/g],
    ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g],
    ["a GitLab token", /\bgl(?:pat|dt|rt|ptt|cbt|agent)-[\w-]{20,}/g],
    ["a Google secret", /\bGOCSPX-[\w-]{20,}/g],
    ["a Hugging Face token", /\bhf_[A-Za-z0-9]{30,}/g],
    ["a PyPI token", /\bpypi-[\w-]{50,}/g],
    ["a Telegram token", /\b\d{8,10}:AA[\w-]{33}/g],
    ["a Twilio key", /\bSK[0-9a-f]{32}\b/g],
    ["a Slack token", /\bxox[abeprs]-[\w-]{10,}|\bxapp-\d-[\w-]{10,}/g],
    ["a Slack webhook", /(?<=\bhooks\.slack\.com\/services\/)[\w/]{20,}/g],
    ["a Stripe key", /\b(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}/g],
    ["a Discord webhook", /(?<=\bdiscord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/)[\w-]{20,}/g],
    ["a Shopify token", /\bshp(?:at|ca|pa|ss)_[0-9a-f]{32}\b/g],
    ["an npm token", /\bnpm_[A-Za-z0-9]{36}/g],
    ["a Pulumi token", /\bpul-[0-9a-f]{40}/g],
    ["a Docker token", /\bdckr_[a-z]+_[\w-]{20,}/g],
    ["a DigitalOcean token", /\bdo[opr]_v1_[0-9a-f]{64}/g],
    ["a Vault token", /\bhv[bsr]\.[\w-]{20,}/g],
    ["a SendGrid key", /\bSG\.[\w-]{16,}\.[\w-]{16,}/g],
    ["an API key", /(?<![\w-])sk-[A-Za-z0-9][\w-]{19,}/g],
];
