import * as pulumi from "@pulumi/pulumi";

/** As much of an object as is broken here. */
interface Spec {
    replicas?: number;
    type?: string;
    template?: { spec: { containers: { env: { name: string; value: string }[] }[] } };
}

/** Two brokers, a broker's Service open to the world, and a password in a pod spec. */
pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    const { spec } = props as { spec?: Spec };
    if (type === "kubernetes:apps/v1:StatefulSet") {
        spec!.replicas = 2;
    }
    if (type === "kubernetes:core/v1:Service" && name === "rabbitmq") {
        spec!.type = "LoadBalancer";
    }
    if (type === "kubernetes:apps/v1:Deployment" && name === "orders-api") {
        const [container] = spec!.template!.spec.containers;
        container!.env.push({ name: "DATABASE_PASSWORD", value: "canary-literal-password" });
    }
    return { props, opts };
});

// eslint-disable-next-line @typescript-eslint/no-require-imports -- only once the transformation is registered
require("../../../stacks/index");
