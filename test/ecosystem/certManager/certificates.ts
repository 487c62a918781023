import { X509Certificate } from "node:crypto";
import { connect } from "node:tls";

import { applyObjects, kubectl, secretValues } from "../../e2e/kubernetes";
import { portForward } from "../../e2e/portForward";
import { waitFor } from "../../e2e/waitFor";

const apiVersion = "cert-manager.io/v1";

export function issuer(namespace: string, name: string, spec: object): object {
    return { apiVersion, kind: "Issuer", metadata: { name, namespace }, spec };
}

/** In a Secret of its name. */
export function certificate(namespace: string, name: string, from: string, spec: object): object {
    return {
        ...{ apiVersion, kind: "Certificate", metadata: { name, namespace } },
        spec: { secretName: name, issuerRef: { name: from, kind: "Issuer" }, ...spec },
    };
}

export async function isReady(namespace: string, ...names: string[]): Promise<void> {
    const certificates = names.map((name) => `certificate/${name}`);
    const condition = "--for=condition=Ready";
    await kubectl("wait", "-n", namespace, condition, "--timeout=60s", ...certificates);
}

/** A Secret with the CAs of these, one after the other, as trust-manager keeps one. */
export async function trust(namespace: string, name: string, ...of: string[]): Promise<void> {
    const authorities = await Promise.all(
        of.map((secret) => certificateAuthority(namespace, secret)),
    );
    await applyObjects({
        ...{ apiVersion: "v1", kind: "Secret", metadata: { name, namespace } },
        stringData: { "ca.crt": authorities.join("") },
    });
}

export async function certificateAuthority(namespace: string, secret: string): Promise<string> {
    return (await secretValues(namespace, secret))["ca.crt"]!;
}

/** What cert-manager has put into the Secret. */
export async function issued(namespace: string, secret: string): Promise<X509Certificate> {
    return new X509Certificate((await secretValues(namespace, secret))["tls.crt"]!);
}

/** As `cmctl renew` does. https://cert-manager.io/docs/reference/cmctl/#renew */
export async function renew(namespace: string, name: string): Promise<void> {
    const before = await issued(namespace, name);
    const condition = { type: "Issuing", status: "True", reason: "ManuallyTriggered" };
    const times = { lastTransitionTime: new Date().toISOString() };
    const target = ["-n", namespace, "certificate", name];
    const text = await kubectl("get", ...target, "-o", "jsonpath={.status.conditions}");
    const conditions = [...(JSON.parse(text) as object[]), { ...condition, ...times }];
    const patch = JSON.stringify({ status: { conditions } });
    await kubectl("patch", ...target, "--subresource=status", "--type=merge", "-p", patch);
    await waitFor(`a new certificate ${name}`, 60, async () => {
        return (await issued(namespace, name)).serialNumber !== before.serialNumber;
    });
}

/** The serial number of what a port of the broker shows; an error where these CAs do not vouch for it. */
export async function served(namespace: string, port: number, ca: string): Promise<string> {
    const forward = await portForward(namespace, "service/rabbitmq", port);
    const servername = `rabbitmq.${namespace}.svc`;
    try {
        return await new Promise<string>((resolve, reject) => {
            const options = { host: "127.0.0.1", port: forward.port, servername, ca };
            const socket = connect(options, () => {
                resolve(socket.getPeerX509Certificate()!.serialNumber);
                socket.destroy();
            });
            socket.on("error", reject);
        });
    } finally {
        await forward.close();
    }
}
