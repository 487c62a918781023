type Labels = Readonly<{ [key: string]: string }> | undefined;
type Test = (labels: Labels) => boolean;

const token = /\s*(\|\||&&|==|!=|!|[(){},]|"[^"]*"|'[^']*'|[\w./-]+)/y;

/**
 * A selector of Calico, such as `app == 'api' && has(tier)`, as
 * https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors describes it;
 * undefined for what cannot be read.
 */
export function calicoSelector(text: string): Test | undefined {
    try {
        return new Parser(tokensOf(text)).whole();
    } catch (error) {
        if (error instanceof SyntaxError) {
            return undefined;
        }
        throw error;
    }
}

function tokensOf(text: string): string[] {
    const tokens: string[] = [];
    const rest = text.trimEnd();
    for (token.lastIndex = 0; token.lastIndex < rest.length;) {
        const found = token.exec(rest)?.[1];
        if (found === undefined) {
            throw new SyntaxError();
        }
        tokens.push(found);
    }
    return tokens;
}

/** Deeper than anybody writes, and less than what the stack takes. */
const deepest = 100;

class Parser {
    private depth = 0;

    constructor(private readonly tokens: string[]) {}

    whole(): Test {
        const test = this.tokens.length === 0 ? () => true : this.either();
        if (this.tokens.length > 0) {
            throw new SyntaxError();
        }
        return test;
    }

    private either(): Test {
        const tests = [this.all()];
        while (this.takes("||")) {
            tests.push(this.all());
        }
        return (labels) => tests.some((test) => test(labels));
    }

    private all(): Test {
        const tests = [this.one()];
        while (this.takes("&&")) {
            tests.push(this.one());
        }
        return (labels) => tests.every((test) => test(labels));
    }

    private one(): Test {
        if (++this.depth > deepest) {
            throw new SyntaxError();
        }
        if (this.takes("!")) {
            const test = this.one();
            return (labels) => !test(labels);
        }
        if (this.takes("(")) {
            const test = this.either();
            this.expect(")");
            return test;
        }
        const name = this.next();
        return this.takes("(") ? this.call(name) : this.comparison(name);
    }

    private call(name: string): Test {
        const key = this.takes(")") ? undefined : this.next();
        if (key === undefined) {
            if (name !== "all" && name !== "global") {
                throw new SyntaxError();
            }
            return () => true;
        }
        this.expect(")");
        if (name !== "has") {
            throw new SyntaxError();
        }
        return (labels) => labels?.[key] !== undefined;
    }

    private comparison(key: string): Test {
        const operator = this.next();
        switch (operator) {
            case "==":
            case "!=": {
                const value = this.value();
                return (labels) => (labels?.[key] === value) === (operator === "==");
            }
            case "in": {
                const values = this.values();
                return (labels) => values.includes(labels?.[key]);
            }
            case "not": {
                this.expect("in");
                const values = this.values();
                return (labels) => !values.includes(labels?.[key]);
            }
            case "contains": {
                const part = this.value();
                return (labels) => labels?.[key]?.includes(part) === true;
            }
            case "starts": {
                this.expect("with");
                const start = this.value();
                return (labels) => labels?.[key]?.startsWith(start) === true;
            }
            case "ends": {
                this.expect("with");
                const end = this.value();
                return (labels) => labels?.[key]?.endsWith(end) === true;
            }
            default:
                throw new SyntaxError();
        }
    }

    private values(): (string | undefined)[] {
        this.expect("{");
        const values: string[] = [];
        while (!this.takes("}")) {
            values.push(this.value());
            this.takes(",");
        }
        return values;
    }

    private value(): string {
        const quoted = this.next();
        if (!/^["']/.test(quoted)) {
            throw new SyntaxError();
        }
        return quoted.slice(1, -1);
    }

    private takes(expected: string): boolean {
        const isNext = this.tokens[0] === expected;
        if (isNext) {
            this.tokens.shift();
        }
        return isNext;
    }

    private expect(expected: string): void {
        if (!this.takes(expected)) {
            throw new SyntaxError();
        }
    }

    private next(): string {
        const next = this.tokens.shift();
        if (next === undefined) {
            throw new SyntaxError();
        }
        return next;
    }
}
