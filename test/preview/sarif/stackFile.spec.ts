import assert from "node:assert/strict";
import { resolve } from "node:path";

import { configLines, readStackFile, subjectOf } from "../../../preview/sarif/stackFile";

const text = `config:
  queue-workloads:namespace: shop
  queue-workloads:broker:
    replicas: 2
    image: rabbitmq:latest
  queue-workloads:producers:
    orders-api:
      replicas: 2
  queue-workloads:consumers:
    orders-worker:
      image: worker:latest
      replicas: 2
      http:
        containerPort: 8080
`;
const line = (type: string, name: string, message: string) =>
    configLines(text)({ urn: `urn:pulumi:prod::p::${type}::${name}`, message });
const deployment = "kubernetes:apps/v1:Deployment";

describe("the line of the stack file that a finding is about", () => {
    it("is the broker's value for its StatefulSet", () => {
        const message = 'StatefulSet "shop/rabbitmq" spec.replicas is 2; use 3.';
        assert.equal(line("kubernetes:apps/v1:StatefulSet", "rabbitmq", message), 4);
    });

    it("is the value of the workload by that name, not of another with the same value", () => {
        const message = (name: string) => `Deployment "shop/${name}" spec.replicas is 2; use 3.`;
        assert.equal(line(deployment, "orders-api", message("orders-api")), 8);
        assert.equal(line(deployment, "orders-worker", message("orders-worker")), 12);
    });

    it("is the value at the path that an error of the program names", () => {
        const message =
            "1 problem:\n  queue-workloads:broker.image is rabbitmq:latest; allowed: ...";
        assert.equal(configLines(text)({ urn: "", message }), 5);
    });

    it("is the workload's own line where no value fits", () => {
        const message = 'Deployment "shop/orders-worker" has no NetworkPolicy. Add one.';
        assert.equal(line(deployment, "orders-worker", message), 10);
    });

    it("is the first one where nothing fits", () => {
        const message = 'Service "shop/public" spec.type is LoadBalancer; use ClusterIP.';
        assert.equal(line("kubernetes:core/v1:Service", "public", message), 1);
    });

    it("is the first one of an empty or broken file", () => {
        for (const broken of ["", "a: [", "- 1"]) {
            assert.equal(configLines(broken)({ urn: "", message: "spec.replicas is 2; no" }), 1);
        }
    });
});

describe("the subject of a message", () => {
    it("is its path and value", () => {
        assert.deepEqual(subjectOf('Pod "a/b" spec.containers[0].image is "x:latest"; pin it.'), {
            path: "spec.containers[0].image",
            value: "x:latest",
        });
        assert.deepEqual(subjectOf("no path here"), { path: undefined, value: undefined });
    });
});

describe("the stack file", () => {
    it("is the project file where a stack has none", () => {
        assert.equal(readStackFile("stacks", "no-such-stack").path, "Pulumi.yaml");
        assert.equal(readStackFile("stacks", "prod").path, "stacks/Pulumi.prod.yaml");
    });

    for (const folder of [resolve("stacks"), "./stacks", "stacks/"]) {
        it(`has a path from the repository's root where its folder is given as ${folder.startsWith("/") ? "an absolute one" : folder}`, () => {
            assert.equal(readStackFile(folder, "prod").path, "stacks/Pulumi.prod.yaml");
        });
    }
});
