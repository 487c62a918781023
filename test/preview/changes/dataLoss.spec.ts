import assert from "node:assert/strict";

import { statusOf } from "../../../preview/changes/verdict";
import { verdictWords } from "../../../preview/comment/verdictLine";
import { previewOf, summary } from "../fixture";

const strict = { allowDataLoss: false };
const step = (op: string, type: string, old: object, planned?: object, state: object = {}) => {
    const urn = `urn:pulumi:prod::p::${type}::data`;
    const states = { old: { inputs: old, ...state }, new: planned && { inputs: planned } };
    return { resourcePreEvent: { metadata: { op, urn, type, ...states } } };
};
const lossOf = async (...lines: object[]) => {
    const preview = await previewOf([...lines, summary]);
    const losses = preview.resources.map(({ dataLoss }) => dataLoss);
    assert.equal(statusOf(preview, strict), losses.some(Boolean) ? "blocked" : "pass");
    return losses;
};

describe("data is lost", () => {
    for (const type of [
        "kubernetes:apps/v1:StatefulSet",
        "kubernetes:core/v1:PersistentVolumeClaim",
        "kubernetes:core/v1:PersistentVolume",
        "kubernetes:core/v1:Namespace",
        "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
        "kubernetes:rabbitmq.com/v1beta1:RabbitmqCluster",
        "kubernetes:helm.sh/v3:Release",
        "rabbitmq:index/queue:Queue",
        "aws:rds/instance:Instance",
        "aws:s3/bucket:Bucket",
        "aws:s3/bucketV2:BucketV2",
        "aws-native:s3:Bucket",
        "aws:dynamodb/table:Table",
        "aws:mq/broker:Broker",
        "aws:ebs/volume:Volume",
        "azure-native:storage:StorageAccount",
        "azure-native:dbforpostgresql:Server",
        "azure-native:sql:Database",
        "gcp:storage/bucket:Bucket",
        "gcp:sql/databaseInstance:DatabaseInstance",
        "digitalocean:index/databaseCluster:DatabaseCluster",
    ]) {
        it(`where a ${type} is deleted or replaced`, async () => {
            assert.deepEqual(await lossOf(step("delete", type, {})), ["deletes"]);
            assert.deepEqual(await lossOf(step("replace", type, {}, {})), ["replaces"]);
        });
    }

    it("where a type goes that a team says holds data", async () => {
        const lines = [step("delete", "acme:index:KeyStore", {}), summary];
        const told = await previewOf(lines, "prod", { holdsData: ["acme:*:*Store"] });
        assert.deepEqual(
            told.resources.map(({ dataLoss }) => dataLoss),
            ["deletes"],
        );
        assert.deepEqual(await lossOf(...lines.slice(0, 1)), [undefined]);
    });

    const claims = (storage: string) => [
        { metadata: { name: "data" }, spec: { resources: { requests: { storage } } } },
    ];
    const set = (replicas: number, more: object = {}, storage = "20Gi") => ({
        spec: { replicas, volumeClaimTemplates: claims(storage), ...more },
    });
    const deletesClaims = { persistentVolumeClaimRetentionPolicy: { whenScaled: "Delete" } };
    const statefulSet = "kubernetes:apps/v1:StatefulSet";

    it("where a StatefulSet has fewer pods and deletes their claims", async () => {
        const scaled = step("update", statefulSet, set(3, deletesClaims), set(0, deletesClaims));
        assert.deepEqual(await lossOf(scaled), ["deletes the volumes of 3 of 3 pods of"]);
        const preview = await previewOf([scaled, summary]);
        assert.equal(verdictWords(preview, strict), "prod blocked (loses data of 1 resource)");
    });

    it("where a claim gets smaller", async () => {
        const claim = "kubernetes:core/v1:PersistentVolumeClaim";
        const [old, smaller] = claims("20Gi").concat(claims("5Gi"));
        assert.deepEqual(await lossOf(step("update", claim, old!, smaller)), ["shrinks"]);
        const shrunk = step("update", statefulSet, set(3), set(3, {}, "5Gi"));
        assert.deepEqual(await lossOf(shrunk), ["shrinks the volumes of"]);
    });

    it("not where the object is retained", async () => {
        const retained = { retainOnDelete: true };
        const lines = [
            step("delete", statefulSet, set(3), undefined, retained),
            { summaryEvent: { ...summary.summaryEvent, resourceChanges: { delete: 1 } } },
        ];
        const preview = await previewOf(lines);
        assert.equal(statusOf(preview, strict), "pass");
        assert.equal(preview.resources[0]?.action, "forget");
        assert.deepEqual(preview.capacity.before, preview.capacity.after);
        assert.deepEqual(await lossOf(step("replace", statefulSet, {}, {}, retained)), [undefined]);
    });

    it("not where a volume is reclaimed by hand, a claim grows, or pods go whose claims stay", async () => {
        const volume = "kubernetes:core/v1:PersistentVolume";
        const kept = { spec: { persistentVolumeReclaimPolicy: "Retain" } };
        assert.deepEqual(await lossOf(step("delete", volume, kept)), [undefined]);
        const [old, bigger] = claims("5Gi").concat(claims("20Gi"));
        const claim = "kubernetes:core/v1:PersistentVolumeClaim";
        assert.deepEqual(await lossOf(step("update", claim, old!, bigger)), [undefined]);
        assert.deepEqual(await lossOf(step("update", statefulSet, set(3), set(0))), [undefined]);
        const grown = step("update", statefulSet, set(1, deletesClaims), set(3, deletesClaims));
        assert.deepEqual(await lossOf(grown), [undefined]);
    });

    it("not where nothing but a patch, or what holds none, goes", async () => {
        for (const type of [
            "kubernetes:core/v1:PersistentVolumeClaimPatch",
            "kubernetes:apps/v1:Deployment",
            "kubernetes:core/v1:ConfigMap",
            "aws:ec2/routeTable:RouteTable",
        ]) {
            assert.deepEqual(await lossOf(step("delete", type, {})), [undefined], type);
        }
    });
});
