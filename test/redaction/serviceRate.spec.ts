import assert from "node:assert/strict";

import { capacityDefaults } from "../../components/workload/capacity";
import { capacityAnnotations, capacityPlan } from "../../components/workload/capacityPlan";
import { serviceRate } from "../../redaction/serviceRate";

describe("serviceRate", () => {
    const plan = capacityPlan(
        capacityDefaults({ arrivalsPerSecond: 100, secondsPerMessage: 0.5, peakFactor: 3 })!,
    );

    it("reads what a consumer with capacity writes", () => {
        assert.deepEqual(serviceRate(capacityAnnotations(plan)), { arriving: 300, servedByPod: 2 });
    });

    it("takes no half of it, and nothing but numbers", () => {
        const [arrivals, served] = Object.keys(capacityAnnotations(plan));
        for (const annotations of [
            {},
            { [arrivals!]: "300" },
            { [served!]: "2" },
            { [arrivals!]: "300", [served!]: "0" },
            { [arrivals!]: "", [served!]: "2" },
            { [arrivals!]: 300, [served!]: null },
            { [arrivals!]: "many", [served!]: "2" },
        ]) {
            assert.equal(serviceRate(annotations), undefined);
        }
    });
});
