import type * as k8s from "@pulumi/kubernetes/types/input";

import type { AmqpConnection } from "../connection/amqpConnection";

const directory = "/run/broker-client";

/** The files with what a container shows to a broker that asks for a certificate. */
export const clientCertificateFile = `${directory}/tls.crt`;
export const clientKeyFile = `${directory}/tls.key`;

/** Runtimes look for no such files by themselves. */
export function clientCertificateVariables({ certificateSecretName }: AmqpConnection): {
    [name: string]: string;
} {
    return certificateSecretName === undefined
        ? {}
        : {
              AMQP_CLIENT_CERTIFICATE_FILE: clientCertificateFile,
              AMQP_CLIENT_KEY_FILE: clientKeyFile,
          };
}

/** Mounted as a whole, and not by `subPath`: only so do the files follow the Secret. */
export function clientCertificateVolumes({
    certificateSecretName: secretName,
}: AmqpConnection): k8s.core.v1.Volume[] {
    const items = ["tls.crt", "tls.key"].map((key) => ({ key, path: key }));
    return secretName === undefined
        ? []
        : [{ name: "broker-client", secret: { secretName, items, defaultMode: 0o440 } }];
}

export function clientCertificateMounts({
    certificateSecretName,
}: AmqpConnection): k8s.core.v1.VolumeMount[] {
    return certificateSecretName === undefined
        ? []
        : [{ name: "broker-client", mountPath: directory, readOnly: true }];
}
