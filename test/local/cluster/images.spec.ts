import assert from "node:assert/strict";

import { fullReference } from "../../../local/cluster/images";

describe("the full reference of an image", () => {
    const cases = {
        busybox: "docker.io/library/busybox:latest",
        "producer:1.0": "docker.io/library/producer:1.0",
        "shop/api:1.4.2": "docker.io/shop/api:1.4.2",
        "registry.example:5000/api": "registry.example:5000/api:latest",
        "localhost/api:2": "localhost/api:2",
        "docker.io/library/rabbitmq:4.3.6": "docker.io/library/rabbitmq:4.3.6",
        "api@sha256:0123": "docker.io/library/api@sha256:0123",
    };

    for (const [short, full] of Object.entries(cases)) {
        it(`of ${short} is ${full}`, () => assert.equal(fullReference(short), full));
    }
});
