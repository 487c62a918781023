/** What a pack is told about the objects of its users, beyond what Kubernetes and RabbitMQ say. */
export interface Conventions {
    /** Where pod templates stand in a custom resource, by `group/Kind`. `*` stands for every item of a list. */
    readonly podTemplates: Readonly<{ [kind: string]: string | readonly string[] }>;
    /** The labels that a broker's pods have, any of which is enough. */
    readonly brokerLabels: Readonly<{ [name: string]: string }>;
}

/** The label is the one that our components and the RabbitMQ cluster operator both give. */
export const usualConventions: Conventions = {
    podTemplates: {},
    brokerLabels: { "app.kubernetes.io/component": "rabbitmq" },
};

/** Where a custom kind has its pod templates, if the pack was told. */
export function configuredPodTemplates(
    kind: string,
    podTemplates: Conventions["podTemplates"],
): readonly string[] | undefined {
    return Object.hasOwn(podTemplates, kind) ? [podTemplates[kind]!].flat() : undefined;
}
