import type * as k8s from "@pulumi/kubernetes/types/input";

import type { SecretReference } from "../kubernetes/secretReference";
import type { TlsSettings } from "./tls";
import { caKey } from "./tls";

const own = ["tls.crt", "tls.key"];
const mode = 0o440;

/**
 * The broker's certificate, its key, and what clients trust. Mounted as a whole, and not by `subPath`: only so do
 * the files follow the Secrets. A pod may start without them where they are `optional`.
 */
export function certificateVolume(
    { secretName, caSecretName }: TlsSettings,
    optional?: boolean,
): k8s.core.v1.Volume {
    const items = (keys: string[]) => keys.map((key) => ({ key, path: key }));
    const all = [...own, caKey];
    if (caSecretName === secretName) {
        const listed = optional ? { optional } : { items: items(all) };
        return { name: "tls", secret: { secretName, ...listed, defaultMode: mode } };
    }
    const source = (name: string, keys: string[]) => ({
        secret: { name, ...(optional && { optional }), items: items(keys) },
    });
    const sources = [source(secretName, own), source(caSecretName, [caKey])];
    return { name: "tls", projected: { sources, defaultMode: mode } };
}

/** The CAs whose certificates are taken of clients, and nothing else of that Secret. */
export function clientAuthorityVolume(
    { name: secretName, key }: SecretReference,
    optional?: boolean,
): k8s.core.v1.Volume {
    const items = [{ key, path: caKey }];
    const secret = { secretName, items, defaultMode: mode, ...(optional && { optional }) };
    return { name: "client-ca", secret };
}
