import { probes } from "../../../../policy/rules/pod/probes";
import { describeRule } from "../../describeRule";
import { container } from "../../shopStack";

const probe = { httpGet: { path: "/healthz", port: "http" } };

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
    {
        when: "a container that serves nothing",
        in: "Deployment/orders-api",
        set: { [`${container}.readinessProbe`]: undefined, [`${container}.ports`]: undefined },
        finds: [],
    },
]);
