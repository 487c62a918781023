import { applyObjects, kubectl } from "./kubernetes";

const kinds = { podmonitors: "PodMonitor", prometheusrules: "PrometheusRule" };

/** The operator's kinds, as far as a cluster without the operator needs them: it stores any object of them. */
function definitions() {
    return Object.entries(kinds).map(([plural, kind]) => ({
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `${plural}.monitoring.coreos.com` },
        spec: {
            group: "monitoring.coreos.com",
            names: { kind, plural, singular: kind.toLowerCase() },
            scope: "Namespaced",
            versions: [
                {
                    name: "v1",
                    served: true,
                    storage: true,
                    schema: {
                        openAPIV3Schema: {
                            type: "object",
                            properties: {
                                spec: {
                                    type: "object",
                                    "x-kubernetes-preserve-unknown-fields": true,
                                },
                            },
                        },
                    },
                },
            ],
        },
    }));
}

export async function installMonitoringKinds(): Promise<void> {
    await applyObjects(...definitions());
    const names = Object.keys(kinds).map((plural) => `crd/${plural}.monitoring.coreos.com`);
    await kubectl("wait", "--for=condition=Established", "--timeout=60s", ...names);
}

export async function removeMonitoringKinds(): Promise<void> {
    const names = Object.keys(kinds).map((plural) => `${plural}.monitoring.coreos.com`);
    await kubectl("delete", "crd", "--ignore-not-found", ...names);
}
