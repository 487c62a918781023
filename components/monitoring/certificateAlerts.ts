import type { Alert, AlertSettings } from "./alert";

/**
 * Whether the broker's certificate ends soon. RabbitMQ has no metric for it: cert-manager has one, for each
 * Certificate, and x509-certificate-exporter another, for each Secret. With neither, the alert never fires.
 */
export function certificateAlerts({
    alerts,
    namespace,
    certificateSecret,
}: AlertSettings): Alert[] {
    if (certificateSecret === undefined) {
        return [];
    }
    const days = alerts.certificateDays;
    const ends = [
        `x509_cert_not_after{secret_namespace="${namespace}",secret_name="${certificateSecret}"}`,
        `certmanager_certificate_expiration_timestamp_seconds{exported_namespace="${namespace}",name="${certificateSecret}"}`,
        `certmanager_certificate_expiration_timestamp_seconds{namespace="${namespace}",name="${certificateSecret}"}`,
    ];
    return [
        {
            name: "RabbitMqCertificateExpiring",
            severity: "warning",
            expr: `min(${ends.join("\nor\n")}) - time() < ${days} * 86400`,
            minutes: 60,
            summary: `its certificate ends in less than ${days} days`,
            description:
                `The certificate in the Secret ${certificateSecret} was not renewed, and no client connects once it has ended. ` +
                "Look at why its issuer does not renew it, or put a new one into the Secret: no restart is needed.",
        },
    ];
}
