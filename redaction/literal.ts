const quoted = /^(["'])(.*)\1$/s;
const empty = /^(~|null|none|nil|undefined|true|false|yes|no|on|off|\[secret\]|\*+)$/i;

/** What stands for a value from elsewhere. */
const references = [
    // $(NAME), $(cat /run/secrets/password), and as much of that as a text shows
    /^\$\([^()]*\)?$/,
    /^\$\([^()]*\([^()]*\).*\)$/s,
    /^`[^`]*`?$/,
    // ${NAME}, $NAME, $1, %NAME%, %{name}, @NAME@, __NAME__
    /^(\$\{.*\}|\$[A-Za-z_]\w*|\$\d|%\w+%|%\{[^{}]*\}|@[\w.-]+@|__\w+__)$/s,
    // {{ .Values.name }}, {% name %}, <name>, #{name}
    /^(\{\{.*\}\}|\{%.*%\}|<[\w .-]+>|#\{.*\})$/s,
    // What a tool decrypts or fetches.
    /^ENC\[.*\]$/,
    /^(file:|env:|op:\/\/|ref\+\w+:|arn:aws|sm:\/\/|gcp:secretmanager:|@Microsoft\.KeyVault\(|projects\/[\w.-]+\/secrets\/)\S+$/i,
    /^(vault|bao):\S+\/\S+$/,
];

/** `${NAME:-hunter2}`, and Spring's `${NAME:hunter2}`: what counts where the variable is not there. */
const fallback = /^\$\{(?:\w+:?-|(?:[A-Z][A-Z0-9_]*|\w+(?:\.[\w-]+)+):(?!-))(.+)\}$/s;

/** Where files that hold secrets are mounted, or are kept. */
const file =
    /^(\/(app|certs?|config|data|etc|home|mnt|opt|root|run|secrets?|srv|ssl|tls|tmp|usr|var|vault|workspace)(\/[\w.-]+)+|\.{1,2}(\/[\w.-]+)+|[\w./-]+\.(crt|jks|json|key|p12|pem|pfx))$/;

/** What a program computes, and the type that a schema asks for. */
const code = [
    /^(?:await\s+|new\s+)?[A-Za-z_$][\w$.]*\([^()]*\)?[;,]?$/,
    /^(process\.env|import\.meta\.env|os\.environ|ENV)[.[]/,
    /^(await|new|string|(string|str|ID)[!?;]+)$/i,
];
const schema = /(^|[\s{,])["']?type["']?\s*:\s*["']?(string|object|array|integer|number|boolean)\b/;

/** An object or a list, of which each entry counts for itself. */
const container = /^[{[]|\n/;
const separators = /[\n,{}[\]]+/;
const entryName = /^[\s-]*["']?[\w.-]+["']?\s*[:=]/;

/** Whether a text under a credential's name is the credential itself, not a reference, a switch, a file or nothing. */
export function isLiteral(value: string): boolean {
    const text = value.trim().replace(quoted, "$2").trim();
    const instead = fallback.exec(text)?.[1];
    if (instead !== undefined) {
        return isLiteral(instead);
    }
    if ([empty, file, ...references, ...code].some((pattern) => pattern.test(text))) {
        return false;
    }
    return (
        text !== "" &&
        (!container.test(text) ||
            (!schema.test(text) && text.split(separators).some(isLiteralEntry)))
    );
}

function isLiteralEntry(entry: string): boolean {
    const value = entry.replace(entryName, "").trim();
    return value !== "" && !container.test(value) && isLiteral(value);
}
