// `@pulumi/policy` parses the properties of a resource anew for each policy, which is most of what a large
// stack costs. No policy of this pack changes what it judges, so all can share one copy. What a newer version of the
// SDK names otherwise is parsed as often as before.
import { createRequire } from "node:module";

type Parse = (properties: object, proxySecrets: boolean) => object;

const sdk = createRequire(require.resolve("@pulumi/policy"))("./deserialize") as {
    deserializeProperties?: Parse;
};
const parse = sdk.deserializeProperties;

if (parse) {
    const parsed = new WeakMap<object, object>();
    sdk.deserializeProperties = (properties, proxySecrets) => {
        // A remediation rewrites its own.
        if (proxySecrets) {
            return parse(properties, proxySecrets);
        }
        const known = parsed.get(properties) ?? parse(properties, proxySecrets);
        parsed.set(properties, known);
        return known;
    };
}
