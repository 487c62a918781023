/**
 * A stack that keeps every rule at its strictest: a broker, a producer behind an HTTP Service, a
 * consumer. Each test breaks one thing in it.
 */

export interface Props {
    [property: string]: unknown;
}

export interface TestResource {
    type: string;
    name: string;
    urn: string;
    props: Props;
}

const namespace = "shop";

export function resource(
    type: string,
    name: string,
    props: Props & { metadata?: Props },
): TestResource {
    const labels = {
        "app.kubernetes.io/name": name,
        "app.kubernetes.io/instance": "prod",
        "app.kubernetes.io/part-of": "shop",
    };
    return {
        type: `kubernetes:${type}`,
        name,
        urn: `urn:pulumi:prod::shop::kubernetes:${type}::${name}`,
        props: { ...props, metadata: { name, namespace, labels, ...props.metadata } },
    };
}

/** `Kind/name` */
export function identity({ type, name }: TestResource): string {
    return `${type.split(":").at(-1)}/${name}`;
}

/**
 * A copy of the stack in which fields of one resource, `Kind/name`, are set by their paths, such as
 * `spec.ports.0.name`. A field that is set to undefined is removed.
 */
export function changed(
    stack: TestResource[],
    which: string,
    fields: { [key: string]: unknown },
): TestResource[] {
    const copy = independent(stack);
    const found = copy.filter((candidate) => identity(candidate) === which);
    if (found.length !== 1) {
        throw new Error(`${found.length} resources are ${which}`);
    }
    for (const [path, value] of Object.entries(fields)) {
        setField(found[0]?.props ?? {}, path.split("."), value);
    }
    return copy;
}

function setField(props: Props, [first = "", ...rest]: string[], value: unknown): void {
    if (rest.length > 0) {
        setField((props[first] ??= {}) as Props, rest, value);
    } else if (value === undefined) {
        delete props[first];
    } else {
        props[first] = value;
    }
}

/** The path of the first container of a workload. */
export const container = "spec.template.spec.containers.0";

/** A copy in which nothing is shared, unlike in one by structuredClone. */
function independent(stack: TestResource[]): TestResource[] {
    return JSON.parse(JSON.stringify(stack)) as TestResource[];
}

const restricted = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
};

function template(name: string, component: string, containerProps: Props): Props {
    return {
        metadata: {
            labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/component": component },
        },
        spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
            topologySpreadConstraints: [
                {
                    topologyKey: "kubernetes.io/hostname",
                    labelSelector: { matchLabels: { "app.kubernetes.io/name": name } },
                },
            ],
            volumes: [{ name: "tmp", emptyDir: {} }],
            containers: [
                {
                    name: component,
                    image: `shop/${component}:1.4.2`,
                    resources: {
                        requests: { cpu: "100m", memory: "128Mi" },
                        limits: { memory: "128Mi" },
                    },
                    securityContext: restricted,
                    ...containerProps,
                },
            ],
        },
    };
}

function workload(kind: string, name: string, component: string, containerProps: Props) {
    const selector = { matchLabels: { "app.kubernetes.io/name": name } };
    const service = kind === "StatefulSet" ? { serviceName: `${name}-headless` } : {};
    return [
        resource(`apps/v1:${kind}`, name, {
            spec: {
                replicas: 3,
                selector,
                ...service,
                template: template(name, component, containerProps),
            },
        }),
        resource("core/v1:ServiceAccount", name, { automountServiceAccountToken: false }),
        resource("policy/v1:PodDisruptionBudget", name, { spec: { maxUnavailable: 1, selector } }),
        resource("networking.k8s.io/v1:NetworkPolicy", name, {
            spec: {
                podSelector: selector,
                policyTypes: ["Ingress"],
                ingress: [
                    {
                        ports: (containerProps["ports"] as { name: string }[]).map(({ name }) => ({
                            protocol: "TCP",
                            port: name,
                        })),
                    },
                ],
            },
        }),
    ];
}

function service(name: string, of: string, ports: Props[], spec: Props = {}): TestResource {
    return resource("core/v1:Service", name, {
        spec: { selector: { "app.kubernetes.io/name": of }, ports, ...spec },
    });
}

const httpContainer = {
    ports: [{ name: "http", containerPort: 8080 }],
    readinessProbe: { httpGet: { path: "/healthz", port: "http" } },
    env: [
        {
            name: "AMQP_URL",
            valueFrom: { secretKeyRef: { name: "orders-api-connection", key: "AMQP_URL" } },
        },
        { name: "QUEUE", value: "orders" },
    ],
};

export function shopStack(): TestResource[] {
    return independent([
        ...workload("StatefulSet", "rabbitmq", "rabbitmq", {
            ports: [
                { name: "amqps", containerPort: 5671 },
                { name: "management-tls", containerPort: 15671 },
                { name: "prometheus", containerPort: 15692 },
                { name: "epmd", containerPort: 4369 },
                { name: "cluster-rpc", containerPort: 25672 },
            ],
            readinessProbe: { tcpSocket: { port: "amqps" } },
        }),
        service("rabbitmq", "rabbitmq", [
            { name: "amqps", port: 5671, targetPort: "amqps", appProtocol: "amqps" },
            {
                name: "management-tls",
                port: 15671,
                targetPort: "management-tls",
                appProtocol: "https",
            },
        ]),
        service(
            "rabbitmq-headless",
            "rabbitmq",
            [
                { name: "epmd", port: 4369, targetPort: "epmd", appProtocol: "tcp" },
                { name: "cluster-rpc", port: 25672, targetPort: "cluster-rpc", appProtocol: "tcp" },
            ],
            { clusterIP: "None", publishNotReadyAddresses: true },
        ),
        ...workload("Deployment", "orders-api", "producer", httpContainer),
        service("orders-api", "orders-api", [
            { name: "http", port: 80, targetPort: "http", appProtocol: "http" },
        ]),
        ...workload("Deployment", "orders-worker", "consumer", httpContainer),
        resource("core/v1:Secret", "orders-api-connection", {
            stringData: { AMQP_URL: "amqps://orders-api:canary@rabbitmq.shop.svc:5671/%2F" },
        }),
        resource("core/v1:ConfigMap", "rabbitmq-config", {
            data: { "rabbitmq.conf": "vm_memory_high_watermark.relative = 0.6\n" },
        }),
        resource("rbac.authorization.k8s.io/v1:Role", "rabbitmq", {
            rules: [{ apiGroups: [""], resources: ["events"], verbs: ["create"] }],
        }),
    ]);
}
