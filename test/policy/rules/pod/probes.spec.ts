import { probes } from "../../../../policy/rules/pod/probes";
import { describeRule } from "../../describeRule";
import { container, resource } from "../../shopStack";

const probe = { httpGet: { path: "/healthz", port: "http" } };

const serving = { containers: [{ name: "web", ports: [{ containerPort: 8080 }] }] };

describeRule(probes, [
    {
        when: "a container that serves and does not say when it is ready",
        in: "Deployment/orders-api",
        set: { [`${container}.readinessProbe`]: undefined },
        finds: [
            'Deployment "shop/orders-api" container "producer" readinessProbe is unset; prod requires one for a container with ports. Add one that asks a port of the container.',
        ],
    },
    {
        when: "a container that is restarted for not being ready",
        in: "Deployment/orders-api",
        set: { [`${container}.livenessProbe`]: probe },
        finds: [
            'Deployment "shop/orders-api" container "producer" livenessProbe is the same as readinessProbe; prod requires another one. Remove it or give it another path and more time.',
        ],
    },
    {
        when: "a liveness probe with more patience",
        in: "Deployment/orders-api",
        set: { [`${container}.livenessProbe`]: { ...probe, failureThreshold: 10 } },
        finds: [],
    },
    ...[
        { type: "core/v1:Pod", wrap: (spec: object) => spec },
        { type: "core/v1:ReplicationController", wrap: (spec: object) => ({ template: { spec } }) },
        { type: "apps/v1:ReplicaSet", wrap: (spec: object) => ({ template: { spec } }) },
        { type: "argoproj.io/v1alpha1:Rollout", wrap: (spec: object) => ({ template: { spec } }) },
    ].map(({ type, wrap }) => ({
        when: `a ${type} that serves and does not say when it is ready`,
        with: [resource(type, "other", { spec: wrap(serving) })],
        finds: [
            `${type.split(":")[1]} "shop/other" container "web" readinessProbe is unset; prod requires one for a container with ports. Add one that asks a port of the container.`,
        ],
    })),
    {
        when: "what ends by itself",
        with: [
            resource("core/v1:Pod", "once", { spec: { restartPolicy: "Never", ...serving } }),
            resource("batch/v1:Job", "once", { spec: { template: { spec: serving } } }),
        ],
        finds: [],
    },
    {
        when: "a container that serves nothing",
        in: "Deployment/orders-api",
        set: { [`${container}.readinessProbe`]: undefined, [`${container}.ports`]: undefined },
        finds: [],
    },
]);
