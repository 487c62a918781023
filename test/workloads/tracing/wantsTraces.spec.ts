import assert from "node:assert/strict";

import { Environment } from "../../../workloads/environment";
import { wantsTraces } from "../../../workloads/tracing/wantsTraces";

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector.monitoring:4318" };

function wanted(variables: { [name: string]: string }): boolean {
    return wantsTraces(new Environment(variables));
}

describe("the traces of a workload are wanted", () => {
    it("once a collector is named, for all or for traces", () => {
        assert.equal(wanted(endpoint), true);
        const traces = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://collector/v1/traces" };
        assert.equal(wanted(traces), true);
        assert.equal(wanted({}), false);
        assert.equal(wanted({ OTEL_EXPORTER_OTLP_ENDPOINT: "" }), false);
    });

    it("unless OpenTelemetry or its exporter is turned off", () => {
        assert.equal(wanted({ ...endpoint, OTEL_SDK_DISABLED: "TRUE" }), false);
        assert.equal(wanted({ ...endpoint, OTEL_TRACES_EXPORTER: "none" }), false);
        assert.equal(wanted({ ...endpoint, OTEL_TRACES_EXPORTER: "otlp" }), true);
    });

    it("and a name that is no address is a problem, told without it", () => {
        const environment = new Environment({ OTEL_EXPORTER_OTLP_ENDPOINT: "user:s3cret@host" });
        wantsTraces(environment);
        assert.deepEqual(environment.problems, [
            "OTEL_EXPORTER_OTLP_ENDPOINT is not an address of http (value not shown): set it to http://HOST:PORT",
        ]);
    });
});
