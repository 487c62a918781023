import { noLiteralSecret } from "../../../../policy/rules/pod/noLiteralSecret";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container } from "../../shopStack";

const env = (name: string, value: string) => ({
    in: "Deployment/orders-api",
    set: { [`${container}.env.2`]: { name, value } },
});

const envFinding = (name: string, what = "a literal secret") =>
    `Deployment "shop/orders-api" container "producer" env "${name}" holds ${what}. Put it into a Secret and use valueFrom.secretKeyRef.`;

const data = (key: string, value: string) => ({
    in: "ConfigMap/rabbitmq-config",
    set: { data: { [key]: value } },
});

const dataFinding = (key: string, what: string) =>
    `ConfigMap "shop/rabbitmq-config" data "${key}" holds ${what}. Move it into a Secret.`;

const pem = ["-----BEGIN RSA", "PRIVATE KEY-----\nMII"].join(" ");

describeRule(noLiteralSecret, [
    ...["DB_PASSWORD", "apiToken", "client-secret", "AWS_SECRET_ACCESS_KEY"].map((name) => ({
        when: `a literal ${name} in the environment`,
        ...env(name, "hunter2"),
        finds: [envFinding(name)],
    })),
    {
        when: "a literal secret that is not known yet",
        ...env("DB_PASSWORD", unknown),
        finds: [envFinding("DB_PASSWORD")],
    },
    {
        when: "a URL with a password under a harmless name",
        ...env("BROKER", "amqp://me:hunter2@rabbitmq:5672/%2F"),
        finds: [envFinding("BROKER", "a URL with a password")],
    },
    {
        when: "a private key",
        ...env("SETTINGS", pem),
        finds: [envFinding("SETTINGS", "a private key")],
    },
    {
        when: "a URL whose password comes from a Secret",
        ...env("BROKER", "amqp://me:$(PASSWORD)@rabbitmq:5672/%2F"),
        finds: [],
    },
    ...["DB_PASSWORD_FILE", "MAX_TOKENS", "COMPASS", "TOKEN_TTL_SECONDS"].map((name) => ({
        when: `${name}, which is no secret`,
        ...env(name, "42"),
        finds: [],
    })),
    { when: "an empty password", ...env("DB_PASSWORD", ""), finds: [] },
    {
        when: "a name that the environment allows",
        ...env("PUBLIC_TOKEN", "42"),
        config: { allowedNames: ["PUBLIC_TOKEN"] },
        finds: [],
    },
    {
        when: "a value that is not known under a harmless name, as not known",
        ...env("HARMLESS", unknown),
        finds: [],
        unknown: "spec.template.spec.containers.0.env.2.value",
    },
    {
        when: "a secret in a ConfigMap",
        ...data("erlang_cookie", "hunter2"),
        finds: [dataFinding("erlang_cookie", "a literal secret")],
    },
    {
        when: "a secret setting in a file of a ConfigMap",
        ...data("extra.conf", "heartbeat = 60\ndefault_pass = hunter2\n"),
        finds: [dataFinding("extra.conf", "the literal secret default_pass")],
    },
    {
        when: "a file of a ConfigMap that takes its secret from the environment",
        ...data("extra.yaml", "user: me\npassword: ${PASSWORD}\n"),
        finds: [],
    },
]);
