import { createHash } from "node:crypto";

import * as pulumi from "@pulumi/pulumi";

import type { Properties } from "./recorder";

/** Occurs in every generated password, so that a test can look for passwords where none may be. */
export const canary = "canary";

/** The password that the `RandomPassword` of this name generates. */
export function passwordOf(name: string): string {
    return `${canary}-${name}`;
}

/** The four bytes, in base64, that the `RandomBytes` of this name generates. */
export function saltOf(name: string): string {
    return createHash("sha256").update(name).digest().subarray(0, 4).toString("base64");
}

/**
 * What the plugins would answer: the inputs, a name where none was given, and generated values, which
 * a preview does not know yet.
 */
export const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs, id: read }) => {
        if (read && type === "kubernetes:core/v1:Secret") {
            return { id: read, state: { data: pulumi.secret(ownSecretData(name)) } };
        }
        const id = pulumi.runtime.isDryRun() ? undefined : `${name}-id`;
        const given = inputs as Properties;
        return { id, state: { ...given, ...generated(type, name, given) } };
    },
    call: ({ token }) => {
        throw new Error(`The program called ${token}: components read nothing.`);
    },
};

/** What a Secret that somebody else made holds: the name of its resource says which. */
function ownSecretData(name: string): { [key: string]: string } {
    return { password: Buffer.from(passwordOf(name)).toString("base64") };
}

function generated(type: string, name: string, { metadata }: Properties): Properties {
    if (type.startsWith("kubernetes:")) {
        return { metadata: { name: `${name}-auto`, ...(metadata as Properties) } };
    }
    if (pulumi.runtime.isDryRun()) {
        return {};
    }
    switch (type) {
        case "random:index/randomPassword:RandomPassword":
            return { result: pulumi.secret(passwordOf(name)) };
        case "random:index/randomBytes:RandomBytes":
            return { base64: pulumi.secret(saltOf(name)) };
        default:
            return {};
    }
}
