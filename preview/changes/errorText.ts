/** An error's message without what says nothing about the project: stack frames of Node and of packages, fields of the SDK. */
export function errorText(message: string): string {
    return message
        .trim()
        .replace(/\n\s+__pulumi[\s\S]*/, "")
        .split("\n")
        .filter((line) => !/^\s+at .*(node:|node_modules)/.test(line))
        .join("\n");
}
