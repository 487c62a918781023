import assert from "node:assert/strict";

import fc from "fast-check";

import { smallestMemoryMiB } from "../../../components/broker/arguments";
import type { BrokerSizes } from "../../../components/broker/sizes";
import { brokerSizes, GiB, MiB } from "../../../components/broker/sizes";

const memory = fc.integer({ min: smallestMemoryMiB, max: 1_048_576 });

function always(holds: (sizes: BrokerSizes) => boolean) {
    fc.assert(fc.property(memory, (memoryMiB) => holds(brokerSizes(memoryMiB))));
}

describe("brokerSizes", () => {
    it("derives everything from the memory of a node", () => {
        assert.deepEqual(brokerSizes(1024), {
            memoryBytes: GiB,
            memoryWatermarkBytes: Math.floor(0.48 * GiB),
            walBytes: 128 * MiB,
            diskFreeLimitBytes: 492 * MiB,
            smallestVolumeGiB: 2,
        });
    });

    it("keeps back at most 2 GiB for the allocator", () => {
        const { memoryWatermarkBytes } = brokerSizes(64 * 1024);
        assert.equal(memoryWatermarkBytes, Math.floor(0.6 * 62 * GiB));
    });

    it("leaves room for three write-ahead logs in memory", () => {
        always(({ walBytes, memoryBytes }) => 3 * walBytes <= memoryBytes);
    });

    it("keeps the watermark and a write-ahead log within the memory", () => {
        always(
            ({ memoryWatermarkBytes, walBytes, memoryBytes }) =>
                memoryWatermarkBytes + walBytes < memoryBytes,
        );
    });

    it("reserves at least as much disk as memory may have to be paged out", () => {
        always(
            ({ diskFreeLimitBytes, memoryWatermarkBytes }) =>
                diskFreeLimitBytes >= memoryWatermarkBytes,
        );
    });

    it("asks for a volume of which the disk limit leaves more than half", () => {
        always(
            ({ diskFreeLimitBytes, smallestVolumeGiB }) =>
                2 * diskFreeLimitBytes < smallestVolumeGiB * GiB,
        );
    });

    it("gives whole bytes", () => {
        always((sizes) => Object.values(sizes).every(Number.isInteger));
    });

    it("never asks for less of anything when there is more memory", () => {
        fc.assert(
            fc.property(memory, memory, (one, other) => {
                const less = brokerSizes(Math.min(one, other));
                const more = brokerSizes(Math.max(one, other));
                for (const key of Object.keys(less) as (keyof BrokerSizes)[]) {
                    assert.ok(less[key] <= more[key], key);
                }
            }),
        );
    });
});
