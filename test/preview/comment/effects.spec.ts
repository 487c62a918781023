import assert from "node:assert/strict";

import { effects } from "../../../preview/comment/effects";
import { fixturePreview, previewOf, summary } from "../fixture";

describe("the effects in words", () => {
    it("tell how many pods, and how much CPU and memory, more are asked for", async () => {
        assert.deepEqual(effects(await fixturePreview("officialUpdate")), [
            "Total capacity: pods 7 → 9, requested CPU cores 0.8 → 0.9, requested memory 3.25 GiB → 3.38 GiB.",
            "Deployment `consumer` scales 3 → 5 pods.",
            "Deployment `consumer` rolls over to new pods, 3 pods step by step.",
            "Deployment `producer` rolls over to new pods, 1 pod step by step.",
        ]);
    });

    it("tell which credentials are made and who rolls over to them", async () => {
        assert.deepEqual(effects(await fixturePreview("rotation")), [
            "Deployment `orders-api` rolls over to new pods, 3 pods step by step.",
            "New credentials are generated: `rabbitmq-orders-api-v2-password`.",
            "Roll over to new credentials: Deployment `orders-api`.",
        ]);
    });

    it("tell which credentials go with a client", async () => {
        const [total, ...others] = effects(await fixturePreview("delete"));
        assert.match(total ?? "", /^Total capacity: pods 12 → 6,/);
        assert.deepEqual(others, [
            "Credentials are discarded: `rabbitmq-orders-worker-v1-password`.",
        ]);
    });

    it("warn when all brokers go away at once", async () => {
        assert.deepEqual(effects(await fixturePreview("replace")), [
            "StatefulSet `rabbitmq`: **3 pods go away at once** and are made again.",
        ]);
    });

    it("tell that a volume grows", async () => {
        const claim = (storage: string) => ({
            inputs: { spec: { resources: { requests: { storage } } } },
        });
        const type = "kubernetes:core/v1:PersistentVolumeClaimPatch";
        const urn = `urn:pulumi:prod::p::${type}::data-0`;
        const metadata = { op: "update", urn, type, old: claim("5Gi"), new: claim("8Gi") };
        assert.deepEqual(effects(await previewOf([{ resourcePreEvent: { metadata } }, summary])), [
            "PersistentVolumeClaimPatch `data-0`: volume 5Gi → 8Gi.",
        ]);
    });

    it("count an autoscaled workload with its most pods, and guess no number that runs", async () => {
        const deployment = (image: string) => ({
            inputs: {
                metadata: { namespace: "shop", name: "orders-worker" },
                spec: { template: { spec: { containers: [{ image }] } } },
            },
        });
        const scaledObject = (maxReplicaCount: number) => ({
            inputs: {
                metadata: { namespace: "shop", name: "orders-worker" },
                spec: { scaleTargetRef: { name: "orders-worker" }, maxReplicaCount },
            },
        });
        const update = (type: string, old: object, planned: object) => ({
            resourcePreEvent: {
                metadata: {
                    op: "update",
                    urn: `urn:pulumi:prod::p::${type}::orders-worker`,
                    ...{ type, old, new: planned },
                },
            },
        });
        const preview = await previewOf([
            update("kubernetes:apps/v1:Deployment", deployment("a:1"), deployment("a:2")),
            update("kubernetes:keda.sh/v1alpha1:ScaledObject", scaledObject(5), scaledObject(9)),
            summary,
        ]);
        assert.deepEqual(effects(preview), [
            "Total capacity: pods 5 → 9, with autoscalers at their maximum.",
            "Deployment `orders-worker` rolls over to new pods, its pods step by step.",
        ]);
    });

    it("are none where nothing changes", async () => {
        assert.deepEqual(effects(await fixturePreview("noChange")), []);
    });

    describe("on a workload that says what it has to keep up with", () => {
        const deployment = (replicas: number, arriving: string) => ({
            inputs: {
                metadata: {
                    name: "orders-worker",
                    annotations: {
                        "queue-workloads/arrivals-per-second": arriving,
                        "queue-workloads/served-per-second": "100",
                    },
                },
                spec: { replicas },
            },
        });
        const type = "kubernetes:apps/v1:Deployment";
        const urn = `urn:pulumi:prod::p::${type}::orders-worker`;
        const of = async (old: object | undefined, planned: object) => {
            const op = old ? "update" : "create";
            const metadata = { op, urn, type, old, new: planned };
            return effects(await previewOf([{ resourcePreEvent: { metadata } }, summary]));
        };
        const label = "Deployment `orders-worker`";

        it("tell up to which rate it does", async () => {
            assert.ok(
                (await of(undefined, deployment(6, "300"))).includes(
                    `${label} keeps up until 600 messages a second; 300 arrive at peak.`,
                ),
            );
        });

        it("tell what becomes of it", async () => {
            assert.ok(
                (await of(deployment(6, "300"), deployment(4, "300"))).includes(
                    `${label} keeps up until 600 → 400 messages a second; 300 arrive at peak.`,
                ),
            );
            assert.ok(
                (await of(deployment(6, "300"), deployment(6, "450"))).includes(
                    `${label} keeps up until 600 messages a second; 300 → 450 arrive at peak.`,
                ),
            );
        });

        it("warn where it no longer does", async () => {
            assert.ok(
                (await of(deployment(6, "300"), deployment(3, "300"))).includes(
                    `${label} keeps up until 600 → 300 messages a second; 300 arrive at peak. **Its queue grows for ever at that rate.**`,
                ),
            );
        });

        it("say nothing where it stays as it is, or says nothing itself", async () => {
            assert.deepEqual(await of(deployment(6, "300"), deployment(6, "300")), []);
            assert.deepEqual(await of(deployment(6, "many"), deployment(6, "more")), []);
        });
    });
});
