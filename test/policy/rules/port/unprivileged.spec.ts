import { unprivileged } from "../../../../policy/rules/port/unprivileged";
import { describeRule } from "../../describeRule";
import { container } from "../../shopStack";

describeRule(unprivileged, [
    {
        when: "a container that listens on a privileged port",
        in: "Deployment/orders-api",
        set: { [`${container}.ports.0.containerPort`]: 80 },
        finds: [
            'Deployment "shop/orders-api" container "producer" port "http" containerPort is 80; prod requires at least 1024. Listen on 8080 instead.',
        ],
    },
    {
        when: "a low Service port that is not listed",
        in: "Service/orders-api",
        set: { "spec.ports.0.port": 81 },
        finds: [
            'Service "shop/orders-api" port "http" port is 81; prod requires 80, 443 or at least 1024. Use 1024 or above.',
        ],
    },
    {
        when: "a low Service port that is listed",
        in: "Service/orders-api",
        set: { "spec.ports.0.port": 81 },
        config: { servicePorts: [81] },
        finds: [],
    },
]);
