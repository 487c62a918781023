import assert from "node:assert/strict";

import { brokerProblems } from "../../../components/broker/problems";
import { namespaceProblems } from "../../../components/kubernetes/namespaces";
import { workloadProblems } from "../../../components/workload/arguments";
import { problemLines } from "../problemLines";

const allowed =
    'allowed: namespaces: at most 63 lower-case letters, digits and "-", not at either end. ' +
    "Correct the name, or remove it.";

describe("namespaceProblems", () => {
    it("takes the names that Kubernetes takes", () => {
        assert.deepEqual(namespaceProblems("namespaces", ["a", "7", "a-1", "a".repeat(63)]), []);
        assert.deepEqual(namespaceProblems("namespaces", undefined), []);
    });

    for (const name of ["", "-a", "a-", "Shop", "shop.svc", "*", "a".repeat(64)]) {
        it(`refuses ${JSON.stringify(name)}, and not the names beside it`, () => {
            assert.deepEqual(problemLines(namespaceProblems("namespaces", ["shop", name])), [
                `namespaces is ${JSON.stringify(name)}; ${allowed}`,
            ]);
        });
    }

    it("looks at every argument that names some", () => {
        const broker = { clientNamespaces: ["A"], monitoringNamespaces: ["B"] };
        const workload = {
            connection: { secretName: "amqp" },
            image: "shop/api:1.0",
            http: { fromNamespaces: ["C"] },
        };
        assert.deepEqual(
            problemLines([
                ...brokerProblems("rabbitmq", broker),
                ...workloadProblems("orders-api", workload),
            ]),
            [
                `clientNamespaces is "A"; ${allowed}`,
                `monitoringNamespaces is "B"; ${allowed}`,
                `http.fromNamespaces is "C"; ${allowed}`,
            ],
        );
    });
});
