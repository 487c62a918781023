const quoted = /^(["'])(.*)\1$/s;
const empty = /^(~|null|none|nil|undefined|true|false|yes|no|on|off|\[secret\]|\*+)$/i;

/** What stands for a value from elsewhere: `$(NAME)`, `${NAME}`, `$NAME`, `%NAME%`, `{{ .Values.name }}`, `<name>`. */
const reference = /^(\$\([^()]*\)|\$\{.*\}|\$[A-Za-z_]\w*|%\w+%|\{\{.*\}\}|\{%.*%\}|<[\w .-]+>)$/s;

/** Where files that hold secrets are mounted, or are kept. */
const file =
    /^\/(app|certs?|config|data|etc|home|mnt|opt|root|run|secrets?|srv|ssl|tls|tmp|usr|var|vault|workspace)(\/[\w.-]+)+$/;

/** An object or a list, of which each entry counts for itself. */
const container = /^[{[]|\n/;
const separators = /[\n,{}[\]]+/;
const entryName = /^[\s-]*["']?[\w.-]+["']?\s*[:=]/;

/** Whether a text under a credential's name is the credential itself, not a reference, a switch, a file or nothing. */
export function isLiteral(value: string): boolean {
    const text = value.trim().replace(quoted, "$2").trim();
    if ([empty, reference, file].some((pattern) => pattern.test(text))) {
        return false;
    }
    return text !== "" && (!container.test(text) || text.split(separators).some(isLiteralEntry));
}

function isLiteralEntry(entry: string): boolean {
    const value = entry.replace(entryName, "").trim();
    return value !== "" && !container.test(value) && isLiteral(value);
}
