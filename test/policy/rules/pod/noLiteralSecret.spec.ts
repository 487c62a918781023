import { frameworks } from "../../../../components/workload/frameworks/catalogue";
import { noLiteralSecret } from "../../../../policy/rules/pod/noLiteralSecret";
import { describeRule } from "../../describeRule";
import { unknown } from "../../judge";
import { container, resource } from "../../shopStack";

const env = (name: string, value: string) => ({
    in: "Deployment/orders-api",
    set: { [`${container}.env.2`]: { name, value } },
});

const envFinding = (name: string, what = "a literal secret") =>
    `Deployment "shop/orders-api" container "producer" env "${name}" holds ${what}. Put it into a Secret and use valueFrom.secretKeyRef.`;

/** What a container on any framework is told, with TLS. */
const toldByFrameworks = Object.values(frameworks).flatMap(({ variables }) =>
    Object.entries(
        variables({
            variables: { QUEUE: "orders", PREFETCH: "50", TERMINATION_GRACE_PERIOD_SECONDS: "60" },
            ...{ tls: true, certificateAuthority: "/run/broker-ca/ca.crt", httpPort: 8080 },
        }),
    ),
);

const data = (key: string, value: string) => ({
    in: "ConfigMap/rabbitmq-config",
    set: { data: { [key]: value } },
});

const dataFinding = (key: string, what: string) =>
    `ConfigMap "shop/rabbitmq-config" data "${key}" holds ${what}. Move it into a Secret.`;

const pem = ["-----BEGIN RSA", "PRIVATE KEY-----\nMII"].join(" ");

const base64 = (text: string) => Buffer.from(text).toString("base64");

const scaled = (metadata: object) =>
    resource("keda.sh/v1alpha1:ScaledObject", "orders", {
        spec: {
            scaleTargetRef: { name: "orders-api" },
            triggers: [{ type: "rabbitmq", metadata }],
        },
    });

const inContainer = (what: string, found: string) =>
    `Deployment "shop/orders-api" container "producer" ${what} holds ${found}. Put it into a Secret and use valueFrom.secretKeyRef.`;

/** What a file of a ConfigMap may look like, and the setting that holds its secret. */
const files: [what: string, text: string, setting: string][] = [
    ["YAML over lines", "auth:\n  user: me\n  password: hunter2\n", "password"],
    ["JSON on one line", '{"auth":{"user":"me","password":"hunter2"}}', "password"],
    ["a shell script", "export DB_PASSWORD=hunter2\nexec app\n", "DB_PASSWORD"],
    ["XML", "<auth><user>me</user><password>hunter2</password></auth>", "password"],
    ["Erlang terms", '[{rabbit, [{default_pass, <<"hunter2">>}]}].', "default_pass"],
];

/** Secrets that are known by their form. They are put together here, so that no scanner finds them. */
const forms: [what: string, text: string][] = [
    ["a JSON web token", `${["eyJhbGciOi", "eyJzdWIiOi"].join("J9.")}J9.c2ln`],
    ["an AWS access key", ["AKIA", "ABCDEFGHIJKLMNOP"].join("")],
    ["a GitHub token", ["ghp", "a".repeat(36)].join("_")],
    ["a private key", ["-----BEGIN PGP", "PRIVATE KEY BLOCK-----\nlQ\n"].join(" ")],
];

describeRule(noLiteralSecret, [
    ...files.map(([what, text, setting]) => ({
        when: `a secret in ${what}`,
        ...data("settings", text),
        finds: [dataFinding("settings", `the literal secret ${setting}`)],
    })),
    ...forms.flatMap(([what, text]) => [
        {
            when: `${what} in a ConfigMap`,
            ...data("settings", text),
            finds: [dataFinding("settings", what)],
        },
        {
            when: `${what} in the environment`,
            ...env("SETTINGS", text),
            finds: [envFinding("SETTINGS", what)],
        },
    ]),
    ...["DB_PASSWORD2", "PASSWORD_1"].map((name) => ({
        when: `${name}, a name with a number behind`,
        ...env(name, "hunter2"),
        finds: [envFinding(name)],
    })),
    ...[
        ["PAGINATION_TOKEN", "abc"],
        ["DB_PASSWORD", "null"],
        ["DB_PASSWORD", "{{ .Values.p }}"],
        ["DB_PASSWORD", "$PASS"],
        ["DB_PASSWORD", '""'],
    ].map(([name = "", value = ""]) => ({
        when: `${name} as ${value}, which is no secret`,
        ...env(name, value),
        finds: [],
    })),
    ...toldByFrameworks.map(([name, value]) => ({
        when: `${name}, which a framework reads`,
        ...env(name, value),
        finds: [],
    })),
    ...["args", "command"].flatMap((field) => [
        {
            when: `a URL with a password in ${field}`,
            in: "Deployment/orders-api",
            set: { [`${container}.${field}`]: ["app", "amqp://me:hunter2@rabbitmq:5672"] },
            finds: [inContainer(field, "a URL with a password")],
        },
        {
            when: `an option with a password in ${field}`,
            in: "Deployment/orders-api",
            set: { [`${container}.${field}`]: ["app", "--password", "hunter2"] },
            finds: [inContainer(field, "the literal secret password")],
        },
        {
            when: `an option of ${field} that takes its password from the environment`,
            in: "Deployment/orders-api",
            set: { [`${container}.${field}`]: ["app", "--password", "$(DB_PASSWORD)"] },
            finds: [],
        },
    ]),
    {
        when: "a header of a probe",
        in: "Deployment/orders-api",
        set: {
            [`${container}.readinessProbe.httpGet.httpHeaders`]: [
                { name: "Authorization", value: "Basic aHVudGVyMg==" },
                { name: "Accept", value: "text/plain" },
            ],
        },
        finds: [inContainer('readinessProbe header "Authorization"', "a literal secret")],
    },
    {
        when: "a path of a probe",
        in: "Deployment/orders-api",
        set: { [`${container}.readinessProbe.httpGet.path`]: "/healthz?token=hunter2" },
        finds: [inContainer("readinessProbe path", "the literal secret token")],
    },
    {
        when: "binary data",
        in: "ConfigMap/rabbitmq-config",
        set: { binaryData: { conf: base64("default_pass = hunter2\n") } },
        finds: [
            'ConfigMap "shop/rabbitmq-config" binaryData "conf" holds the literal secret default_pass. Move it into a Secret.',
        ],
    },
    {
        when: "a URL with a password in Base64",
        ...data("url", base64("amqp://me:hunter2@rabbitmq:5672")),
        finds: [dataFinding("url", "a URL with a password")],
    },
    {
        when: "an ordinary text in Base64",
        ...data("text", base64("amqp://rabbitmq.shop.svc:5672/%2F")),
        finds: [],
    },
    ...[
        "authorization: rbac\n",
        "authorization:\n  mode: RBAC\n",
        '{"authorization":{"a":"b"}}',
    ].map((text) => ({
        when: `how rights are given, ${JSON.stringify(text)}`,
        ...data("settings", text),
        finds: [],
    })),
    ...["Authorization: Basic aHVudGVy", "authorization:\n  credentials: hunter2\n"].map(
        (text) => ({
            when: `a header with a credential, ${JSON.stringify(text)}`,
            ...data("settings", text),
            finds: [dataFinding("settings", `the literal secret ${text.split(":")[0]}`)],
        }),
    ),
    ...[".erlang.cookie", "tls.key", "id_ed25519", ".pgpass"].map((key) => ({
        when: `a ConfigMap with a file ${key}`,
        ...data(key, "hunter2"),
        finds: [dataFinding(key, "a literal secret")],
    })),
    {
        when: "annotations of an object and of its pods",
        in: "Deployment/orders-api",
        set: {
            "metadata.annotations": { "example.com/password": "hunter2" },
            "spec.template.metadata.annotations": { note: "amqp://me:hunter2@rabbitmq" },
        },
        finds: [
            'Deployment "shop/orders-api" metadata.annotations "example.com/password" holds a literal secret. Move it into a Secret.',
            'Deployment "shop/orders-api" spec.template.metadata.annotations "note" holds a URL with a password. Move it into a Secret.',
        ],
    },
    {
        when: "annotations that name a Secret or its checksum",
        in: "Deployment/orders-api",
        set: {
            "metadata.annotations": { "nginx.ingress.kubernetes.io/auth-secret": "basic-auth" },
            "spec.template.metadata.annotations": { "checksum/secret": "0a1b2c3d" },
        },
        finds: [],
    },
    {
        when: "the metadata of a trigger of KEDA",
        with: [scaled({ host: "amqp://me:hunter2@rabbitmq:5672/%2F", queueName: "orders" })],
        finds: [
            'ScaledObject "shop/orders" spec.triggers[0].metadata "host" holds a URL with a password. Put it into a Secret and use authenticationRef.',
        ],
    },
    {
        when: "a trigger of KEDA that takes its host from the environment",
        with: [scaled({ hostFromEnv: "AMQP_URL", passwordFromEnv: "DB_PASSWORD" })],
        finds: [],
    },
    {
        when: "the configuration of a RabbitmqCluster",
        with: [
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", {
                spec: { rabbitmq: { additionalConfig: "default_pass = hunter2\n" } },
            }),
        ],
        finds: [
            'RabbitmqCluster "shop/mq" spec.rabbitmq.additionalConfig holds the literal secret default_pass. Move it into a Secret.',
        ],
    },
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
