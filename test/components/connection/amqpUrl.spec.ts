import assert from "node:assert/strict";

import fc from "fast-check";

import { amqpUrl } from "../../../components/connection/amqpUrl";

const scheme = "amqp";
const host = "rabbitmq.shop.svc";

describe("amqpUrl", () => {
    it("writes the default virtual host as %2F, because an empty path means another", () => {
        const login = { username: "api", password: "abc123" };
        const parts = { scheme, ...login, host, port: 5672, virtualHost: "/" };
        assert.equal(amqpUrl(parts), "amqp://api:abc123@rabbitmq.shop.svc:5672/%2F");
    });

    it("can be parsed back to what went in, whatever characters the parts hold", () => {
        const text = fc.string({ unit: "grapheme", minLength: 1 });
        // In a path these mean a folder, encoded or not: virtual hosts may not begin with a dot.
        const virtualHost = text.filter((name) => !name.startsWith("."));
        const port = fc.integer({ min: 1, max: 65535 });
        fc.assert(
            fc.property(text, text, virtualHost, port, (username, password, virtualHost, port) => {
                const url = new URL(
                    amqpUrl({ scheme, username, password, host, port, virtualHost }),
                );
                assert.equal(decodeURIComponent(url.username), username);
                assert.equal(decodeURIComponent(url.password), password);
                assert.equal(url.hostname, host);
                assert.equal(Number(url.port), port);
                assert.equal(decodeURIComponent(url.pathname.slice(1)), virtualHost);
                assert.equal(url.search + url.hash, "");
            }),
        );
    });
});
