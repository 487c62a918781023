import { wellFormed } from "../../../../policy/rules/meta/wellFormed";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container, resource } from "../../shopStack";

const api = "Deployment/orders-api";
const shown = 'Deployment "shop/orders-api"';

describeRule(wellFormed, [
    {
        when: "an undefined item among the environment variables, as a program leaves it behind",
        in: api,
        set: { [`${container}.env.2`]: null },
        finds: [
            `${shown} spec.template.spec.containers[0].env[2] is null, and Kubernetes takes an object. Remove it, or put a value in its place.`,
        ],
    },
    {
        when: "a null in a list that no rule reads",
        in: api,
        set: { "spec.template.spec.tolerations": [null] },
        finds: [
            `${shown} spec.template.spec.tolerations[0] is null, and Kubernetes takes anything. Remove it, or put a value in its place.`,
        ],
    },
    {
        when: "a number in a ConfigMap, without the number",
        in: "ConfigMap/rabbitmq-config",
        set: { "data.a": 12345 },
        finds: [
            'ConfigMap "shop/rabbitmq-config" data.a is a number, and Kubernetes takes text. Put it in quotes.',
        ],
    },
    {
        when: "an image that is a number, a count that is text, and a list that is an object",
        in: api,
        set: { [`${container}.image`]: 5, "spec.replicas": "3", [`${container}.ports`]: {} },
        finds: [
            `${shown} spec.replicas is text, and Kubernetes takes a whole number. Write it without quotes, as what it is.`,
            `${shown} spec.template.spec.containers[0].image is a number, and Kubernetes takes text. Put it in quotes.`,
            `${shown} spec.template.spec.containers[0].ports is an object, and Kubernetes takes a list. Make it a list.`,
        ],
    },
    {
        when: "more wrong fields than anyone reads, ten of them one by one",
        in: "ConfigMap/rabbitmq-config",
        set: { data: Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`k${i}`, i])) },
        finds: [
            ...Array.from(
                { length: 10 },
                (_, i) =>
                    `ConfigMap "shop/rabbitmq-config" data.k${i} is a number, and Kubernetes takes text. Put it in quotes.`,
            ),
            'ConfigMap "shop/rabbitmq-config" holds 2 more fields of the wrong type. Correct those that are listed first.',
        ],
    },
    {
        when: "an object too large to be judged whole",
        in: api,
        set: { [`${container}.args`]: Array.from({ length: 150_000 }, () => "a") },
        finds: [
            `${shown} spec.template.spec.containers[0].args is too much to be judged, and Kubernetes takes less than 10000 values in 64 levels. Split the object.`,
        ],
    },
    {
        when: "a null that stands for a field that is not set",
        in: api,
        set: { "spec.template.spec.securityContext.fsGroup": null },
        finds: [],
    },
    {
        when: "a value that is not known yet",
        in: api,
        set: { "spec.replicas": unknown, [`${container}.env.0`]: unknown },
        finds: [],
    },
    {
        when: "a null in a custom resource, whose own schema may allow it",
        with: [resource("example.com/v1:Dashboard", "board", { spec: { rows: [null] } })],
        finds: [],
    },
]);
