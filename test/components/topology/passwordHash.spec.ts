import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import fc from "fast-check";

import { passwordHash } from "../../../components/topology/passwordHash";

describe("passwordHash", () => {
    it("agrees with the example in RabbitMQ's documentation", () => {
        const salt = Buffer.from("908DC60A", "hex").toString("base64");
        const expected = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR";
        assert.equal(passwordHash("test12", salt), expected);
    });

    it("agrees with a hash that RabbitMQ made", () => {
        const made = "27cx5+wEi8R8uwTeTr3hk5azuV3yYxxAtwPPhCyrbdsxVhqq";
        const salt = Buffer.from(made, "base64").subarray(0, 4).toString("base64");
        assert.equal(passwordHash("foobarbaz", salt), made);
    });

    it("is the salt and then the digest of salt and password, for any of them", () => {
        const salts = fc.uint8Array({ minLength: 4, maxLength: 4 });
        fc.assert(
            fc.property(fc.string({ unit: "grapheme" }), salts, (password, bytes) => {
                const salt = Buffer.from(bytes);
                const hash = Buffer.from(passwordHash(password, salt.toString("base64")), "base64");
                const salted = Buffer.concat([salt, Buffer.from(password, "utf8")]);
                assert.deepEqual(hash.subarray(0, 4), salt);
                assert.deepEqual(hash.subarray(4), createHash("sha256").update(salted).digest());
            }),
        );
    });
});
