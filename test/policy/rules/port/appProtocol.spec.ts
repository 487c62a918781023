import { appProtocol } from "../../../../policy/rules/port/appProtocol";
import { describeRule } from "../../describeRule";

const requires = "one of http, amqps, https, tcp. Set it to the protocol that the port speaks.";
const config = { allowed: ["http", "amqps", "https", "tcp"] };

describeRule(appProtocol, [
    {
        when: "a port that does not say what it speaks",
        in: "Service/orders-api",
        set: { "spec.ports.0.appProtocol": undefined },
        config,
        finds: [
            `Service "shop/orders-api" port "http" appProtocol is unset; prod requires ${requires}`,
        ],
    },
    {
        when: "a protocol that is not listed",
        in: "Service/orders-api",
        set: { "spec.ports.0.appProtocol": "gopher" },
        config,
        finds: [
            `Service "shop/orders-api" port "http" appProtocol is "gopher"; prod requires ${requires}`,
        ],
    },
    {
        when: "a Service that stands for a name outside the cluster",
        in: "Service/orders-api",
        set: { spec: { type: "ExternalName", ports: [{ port: 80 }] } },
        finds: [],
    },
]);
