import assert from "node:assert/strict";

import fc from "fast-check";

import type { Labels, Network, NetworkPolicy, Pod, Port } from "./networkPolicies";
import { mayTalk } from "./networkPolicies";
import { everyPort, includesPort, openPorts } from "./openPorts";

const pod = (name: string, namespace: string, labels: Labels = {}): Pod => ({
    name,
    namespace,
    labels: { app: name, ...labels },
    ports: [
        { name: "http", containerPort: 8080 },
        { name: "dns", containerPort: 53, protocol: "UDP" },
    ],
});

const api = pod("api", "shop");
const web = pod("web", "shop");
const scraper = pod("scraper", "monitoring", { team: "ops" });
const webElsewhere = pod("web", "monitoring");

const app = (name: string) => ({ podSelector: { matchLabels: { app: name } } });
const team = (name: string) => ({ namespaceSelector: { matchLabels: { team: name } } });

function network(...specs: NetworkPolicy["spec"][]): Network {
    return {
        policies: specs.map((spec) => ({ namespace: "shop", spec })),
        namespaces: { monitoring: { team: "ops" } },
    };
}

/** A policy in namespace shop for the pods of api. */
const forApi = (spec: NetworkPolicy["spec"]) => network({ ...app("api"), ...spec });

const http: Port = { protocol: "TCP", port: 8080 };

describe("NetworkPolicies", () => {
    const cases: [says: string, network: Network, from: Pod, to: Pod, port: Port, open: boolean][] =
        [
            ["leave open what none selects", network(), scraper, api, http, true],
            ["leave open who is in another namespace", network({}), api, scraper, http, true],
            ["leave open who has other labels", network(app("web")), scraper, api, http, true],
            ["close all that an empty selector selects", network({}), web, api, http, false],
            ["close without a rule", forApi({ policyTypes: ["Ingress"] }), web, api, http, false],
            ["close with an empty list", forApi({ ingress: [] }), web, api, http, false],
            ["open to all by an empty rule", forApi({ ingress: [{}] }), scraper, api, http, true],
            ["are about ingress only when they have no egress", forApi({}), api, web, http, true],
            [
                "are about egress too when they have some",
                forApi({ egress: [{ to: [app("db")] }] }),
                api,
                web,
                http,
                false,
            ],
            [
                "are about ingress even when they have only egress",
                forApi({ egress: [{}] }),
                web,
                api,
                http,
                false,
            ],
            [
                "leave ingress open when they are for egress",
                forApi({ policyTypes: ["Egress"] }),
                web,
                api,
                http,
                true,
            ],
            [
                "close egress by its type alone",
                forApi({ policyTypes: ["Egress"] }),
                api,
                scraper,
                http,
                false,
            ],
            [
                "let out to who is named",
                forApi({ policyTypes: ["Egress"], egress: [{ to: [team("ops")] }] }),
                api,
                scraper,
                http,
                true,
            ],
            [
                "let out on a port by the name that the called pod gives it",
                forApi({ policyTypes: ["Egress"], egress: [{ ports: [{ port: "http" }] }] }),
                api,
                { ...web, ports: [{ name: "http", containerPort: 8081 }] },
                http,
                false,
            ],
            [
                "let in pods of their own namespace by labels",
                forApi({ ingress: [{ from: [app("web")] }] }),
                web,
                api,
                http,
                true,
            ],
            [
                "mean their own namespace when they name none",
                forApi({ ingress: [{ from: [app("web")] }] }),
                webElsewhere,
                api,
                http,
                false,
            ],
            [
                "let in every pod of a namespace",
                forApi({ ingress: [{ from: [team("ops")] }] }),
                scraper,
                api,
                http,
                true,
            ],
            [
                "mean both selectors of one peer",
                forApi({ ingress: [{ from: [{ ...team("ops"), ...app("web") }] }] }),
                scraper,
                api,
                http,
                false,
            ],
            [
                "let in who has both",
                forApi({ ingress: [{ from: [{ ...team("ops"), ...app("web") }] }] }),
                webElsewhere,
                api,
                http,
                true,
            ],
            [
                "mean either of two peers",
                forApi({ ingress: [{ from: [team("ops"), app("web")] }] }),
                scraper,
                api,
                http,
                true,
            ],
            [
                "know a namespace by its name, labels or not",
                forApi({
                    ingress: [
                        {
                            from: [
                                {
                                    namespaceSelector: {
                                        matchLabels: { "kubernetes.io/metadata.name": "shop" },
                                    },
                                },
                            ],
                        },
                    ],
                }),
                web,
                api,
                http,
                true,
            ],
            [
                "add up: what one lets in, no other keeps out",
                network(app("api"), { ...app("api"), ingress: [{ from: [app("web")] }] }),
                web,
                api,
                http,
                true,
            ],
            [
                "do not mix the peers of one rule with the ports of another",
                forApi({
                    ingress: [{ from: [app("web")], ports: [{ port: 1 }] }, { from: [app("x")] }],
                }),
                web,
                api,
                http,
                false,
            ],
            ["never keep a pod from itself", network({}), api, api, http, true],
        ];
    for (const [says, given, from, to, port, open] of cases) {
        it(says, () => assert.equal(mayTalk(given, from, to, port), open));
    }

    it("cannot be decided here for addresses, nor for a peer that names nobody", () => {
        for (const peer of [{ ipBlock: { cidr: "10.0.0.0/8" } }, {}]) {
            const given = forApi({ ingress: [{ from: [peer] }] });
            assert.throws(() => mayTalk(given, web, api, http), /Only peers with selectors/);
        }
    });
});

describe("The ports that NetworkPolicies open", () => {
    const open = (...ports: object[]) => openPorts(forApi({ ingress: [{ ports }] }), web, api);

    it("are all without a policy, and all of a protocol without a number", () => {
        assert.deepEqual(openPorts(network(), web, api), everyPort);
        assert.deepEqual(open(), everyPort);
        assert.deepEqual(open({}), ["1-65535"]);
        assert.deepEqual(open({ protocol: "SCTP" }), ["SCTP 1-65535"]);
    });

    it("are TCP unless they say otherwise", () => {
        assert.deepEqual(open({ port: 80 }, { port: 53, protocol: "UDP" }), ["80", "UDP 53"]);
    });

    it("go from port to endPort, both included", () => {
        assert.deepEqual(open({ port: 6000, endPort: 6500 }), ["6000-6500"]);
        assert.deepEqual(open({ port: 65000, endPort: 65535 }, { port: 1 }), ["1", "65000-65535"]);
    });

    it("are found by the name and protocol that the called pod declares", () => {
        assert.deepEqual(open({ port: "http" }), ["8080"]);
        assert.deepEqual(open({ port: "dns" }), []);
        assert.deepEqual(open({ port: "dns", protocol: "UDP" }), ["UDP 53"]);
        assert.deepEqual(open({ port: "amqp" }), []);
    });

    it("are exactly those on which a pod may talk", () => {
        const number = fc.integer({ min: 1, max: 65535 });
        const protocol = fc.constantFrom("TCP", "UDP", "SCTP" as const);
        const range = fc.tuple(number, number).map((ports) => ({
            port: Math.min(...ports),
            endPort: Math.max(...ports),
        }));
        const port = fc
            .tuple(fc.oneof(range, fc.constantFrom({ port: "http" }, { port: "dns" })), protocol)
            .map(([ports, protocol]) => ({ ...ports, protocol }));
        fc.assert(
            fc.property(fc.array(port), number, protocol, (ports, probed, protocol) => {
                const given = forApi({ ingress: [{ from: [app("web")], ports }] });
                const target = { protocol, port: probed };
                assert.equal(
                    includesPort(openPorts(given, web, api), target),
                    mayTalk(given, web, api, target),
                );
            }),
        );
    });
});
