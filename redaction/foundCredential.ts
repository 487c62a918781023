import type { Span } from "./valueSpan";

/** A credential in a text: where it stands and what it is, never the credential itself. */
export interface FoundCredential extends Span {
    /** The name that announces it, or what its form says: `a private key`. */
    what: string;
    /** Whether a name announces it. */
    isNamed: boolean;
}
