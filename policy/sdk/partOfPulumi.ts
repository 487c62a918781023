// `@pulumi/policy` takes two classes from `@pulumi/pulumi`, whose index loads some 600 modules more: half of
// npm, to pack functions for a cloud. Here it gets the two, and the index once anybody asks for more.
// To be imported before `@pulumi/policy`, of whose own copy of the SDK it has to be.
import nodeModule, { createRequire } from "node:module";

const ofPolicy = createRequire(require.resolve("@pulumi/policy"));
const index = ofPolicy.resolve("@pulumi/pulumi");

if (!ofPolicy.cache[index]) {
    const { Output } = ofPolicy("@pulumi/pulumi/output") as { Output: unknown };
    const part: Exports = { asset: ofPolicy("@pulumi/pulumi/asset"), Output };
    const standIn = new nodeModule(index);
    standIn.exports = new Proxy(part, {
        get: (known, name) => (Object.hasOwn(known, name) ? known[name] : whole(standIn)[name]),
    });
    standIn.loaded = true;
    ofPolicy.cache[index] = standIn;
}

interface Exports {
    readonly [name: string | symbol]: unknown;
}

function whole(standIn: NodeModule): Exports {
    if (ofPolicy.cache[index] === standIn) {
        delete ofPolicy.cache[index];
    }
    return ofPolicy(index) as Exports;
}
