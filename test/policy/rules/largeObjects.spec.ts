import { rules } from "../../../policy/rules/rules";
import { judge } from "../judge";
import { type Props, resource, type TestResource } from "../shopStack";

const megabyte = 1_000_000;
const most = 5_000;

/** Beginnings of what is looked for, again and again, so that each could be looked at from each. */
const repeated = [
    ...[
        "a",
        '"',
        "\\",
        "<a ",
        "password: hunter2\n",
        "password: {",
        'password="',
        "password: |\n a\n ",
    ],
    ...["urn:pulumi:a::b::", "urn:pulumi:a::b::c::", "-----BEGIN PRIVATE KEY-----", '"auths":{a{'],
    ...["name=a value=", "--a ", "a://b:", "eyJaaaaa.", "mysql -", "add_user a ", "a:a@", "-u "],
];

function filled(text: string): string {
    return text.repeat(megabyte / text.length);
}

function many(item: (index: number) => object): object[] {
    return Array.from({ length: most }, (_, index) => item(index));
}

function workload(spec: Props): TestResource {
    const template = { metadata: { labels: { app: "a" } }, spec };
    return resource("apps/v1:Deployment", "a", { spec: { replicas: 2, template } });
}

const ports = many((index) => ({ name: `p${index}`, containerPort: index + 1 }));

/** More than any cluster takes. What costs its square would take hours. */
const stacks: [what: string, stack: TestResource[]][] = [
    [
        "5,000 ports of a Service and of a container",
        [
            resource("core/v1:Service", "a", {
                spec: {
                    type: "LoadBalancer",
                    selector: { app: "a" },
                    ports: many((index) => ({ name: `p${index}`, port: index + 1 })),
                },
            }),
            resource("networking.k8s.io/v1:NetworkPolicy", "a", {
                spec: {
                    podSelector: {},
                    ingress: [{ ports: many((index) => ({ port: index + 1 })) }],
                },
            }),
            workload({ containers: [{ name: "a", ports }] }),
        ],
    ],
    ["5,000 containers", [workload({ containers: many((index) => ({ name: `c${index}` })) })]],
    [
        "5,000 variables and arguments",
        [
            workload({
                containers: [
                    {
                        name: "a",
                        env: many((index) => ({ name: `E${index}`, value: "x" })),
                        args: Array.from({ length: most }, (_, index) => `--a${index}`),
                    },
                ],
            }),
        ],
    ],
    [
        "5,000 backends and rules",
        [
            resource("gateway.networking.k8s.io/v1:HTTPRoute", "a", {
                spec: { rules: [{ backendRefs: many(() => ({ name: "a", port: 1 })) }] },
            }),
            resource("rbac.authorization.k8s.io/v1:ClusterRole", "a", {
                rules: many(() => ({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] })),
            }),
        ],
    ],
    [
        "texts of a megabyte where a word belongs",
        [
            resource("core/v1:Service", "a", {
                spec: {
                    type: filled("a"),
                    externalName: filled("a."),
                    ports: [{ name: filled("a-") }],
                },
            }),
            workload({
                containers: [
                    {
                        name: filled("a"),
                        image: filled("a:"),
                        resources: { requests: { cpu: filled("1"), memory: filled("1.") } },
                    },
                ],
            }),
            resource("policy/v1:PodDisruptionBudget", "a", {
                spec: { maxUnavailable: filled("0") },
            }),
            resource("getambassador.io/v2:Mapping", "a", { spec: { service: filled("a:") } }),
            resource("projectcalico.org/v3:NetworkPolicy", "a", {
                spec: { selector: filled("a == 'b' && ") },
            }),
            resource("projectcalico.org/v3:NetworkPolicy", "b", {
                spec: { selector: filled("(") },
            }),
        ],
    ],
    ...repeated.map((text): [string, TestResource[]] => [
        `a megabyte of ${JSON.stringify(text)}`,
        [resource("core/v1:ConfigMap", "a", { data: { text: filled(text) } })],
    ]),
];

describe("every rule of the policy pack, however much it is given", () => {
    for (const [what, stack] of stacks) {
        it(`answers to ${what}`, async () => {
            for (const rule of rules) {
                await judge(rule, stack);
            }
        }).timeout(120_000);
    }
});
