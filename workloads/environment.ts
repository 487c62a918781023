/** Reads environment variables and remembers everything that is wrong with them. */
export class Environment {
    readonly problems: string[] = [];

    constructor(private readonly variables: NodeJS.ProcessEnv) {}

    /** An empty value counts as absent: that is what an unset template variable leaves behind. */
    optional(name: string): string | undefined {
        const value = this.variables[name];
        return value === undefined || value === "" ? undefined : value;
    }

    required(name: string, meaning: string): string {
        const value = this.optional(name);
        if (value === undefined) {
            this.problems.push(`${name} is not set: set it to ${meaning}`);
        }
        return value ?? "";
    }

    number(name: string, range: { from: number; to: number; otherwise: number }): number {
        return this.numeric(name, range, Number.isFinite, "a number");
    }

    integer(name: string, range: { from: number; to: number; otherwise: number }): number {
        return this.numeric(name, range, Number.isInteger, "a whole number");
    }

    oneOf<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
        const value = this.optional(name);
        const choice = value === undefined ? otherwise : allowed.find((one) => one === value);
        if (choice !== undefined) {
            return choice;
        }
        this.problems.push(`${name} is "${value}": set it to ${allowed.join(" or ")}`);
        return otherwise;
    }

    url(name: string, schemes: [string, ...string[]]): string {
        const form = `${schemes[0]}://USER:PASSWORD@HOST:PORT/VHOST`;
        const value = this.required(name, form);
        if (value !== "") {
            this.checkUrl(name, value, schemes, `${form}, each part percent-encoded`);
        }
        return value;
    }

    optionalUrl(name: string, schemes: [string, ...string[]]): string | undefined {
        const value = this.optional(name);
        if (value !== undefined) {
            this.checkUrl(name, value, schemes, `${schemes[0]}://HOST:PORT`);
        }
        return value;
    }

    /** The value never appears in a problem: it may hold a password. */
    private checkUrl(name: string, value: string, schemes: string[], form: string): void {
        if (!isUrl(value, schemes)) {
            this.problems.push(
                `${name} is not an address of ${schemes[0]} (value not shown): set it to ${form}`,
            );
        }
    }

    private numeric(
        name: string,
        range: { from: number; to: number; otherwise: number },
        accepts: (value: number) => boolean,
        kind: string,
    ): number {
        const text = this.optional(name);
        if (text === undefined) {
            return range.otherwise;
        }
        const value = Number(text);
        if (accepts(value) && value >= range.from && value <= range.to) {
            return value;
        }
        const { from, to } = range;
        this.problems.push(`${name} is "${text}": set it to ${kind} from ${from} to ${to}`);
        return range.otherwise;
    }
}

function isUrl(value: string, schemes: string[]): boolean {
    try {
        const url = new URL(value);
        decodeURIComponent(url.username + url.password + url.pathname);
        return schemes.includes(url.protocol.slice(0, -1)) && url.hostname !== "";
    } catch {
        return false;
    }
}
