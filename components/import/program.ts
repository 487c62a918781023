import type { RabbitMqBrokerArgs } from "../broker/arguments";
import { ServiceType } from "../kubernetes/service";
import { ExchangeType } from "../topology/arguments";
import { PolicyTarget } from "../topology/policy";
import { QueueOverflow, QueueType } from "../topology/queue";

/** The fields whose values are members of an enum. */
const enums = [
    { field: "type", name: "QueueType", members: QueueType },
    { field: "type", name: "ExchangeType", members: ExchangeType },
    { field: "type", name: "ServiceType", members: ServiceType },
    { field: "overflow", name: "QueueOverflow", members: QueueOverflow },
    { field: "applyTo", name: "PolicyTarget", members: PolicyTarget },
];

/** A TypeScript program that makes a broker. */
export function program(args: RabbitMqBrokerArgs): string {
    const declared = enums.reduce(withMembers, withPlainKeys(JSON.stringify(args, undefined, 4)));
    const used = enums.map(({ name }) => name).filter((name) => declared.includes(`: ${name}.`));
    return [
        `import { ${[...used, "RabbitMqBroker"].sort().join(", ")} } from "queue-workloads";`,
        "",
        `const broker = new RabbitMqBroker("rabbitmq", ${declared});`,
        "",
        "export const connections = broker.connections;",
        "",
    ].join("\n");
}

function withPlainKeys(json: string): string {
    return json.replace(/^( *)"([A-Za-z_]\w*)": /gm, "$1$2: ");
}

/** Also where a policy or a binding has a field of that name: it takes the member as the text that it stands for. */
function withMembers(text: string, { field, name, members }: (typeof enums)[number]): string {
    return Object.entries(members).reduce(
        (result, [member, value]) =>
            result.replaceAll(new RegExp(`^( *${field}: )"${value}"`, "gm"), `$1${name}.${member}`),
        text,
    );
}
