import assert from "node:assert/strict";

import { untypedKinds } from "../../../local/toolchain/untypedKinds";

describe("the kinds that the kubernetes plugin registers", () => {
    const sdk = "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes";

    it("keep their tokens, and need no type of their own from the Go SDK", () => {
        const source = [
            "import (",
            `\t"${sdk}/apiextensions"`,
            `\tcorev1 "${sdk}/core/v1"`,
            '\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"',
            ")",
            'case "v1/Pod":',
            "\tvar res corev1.Pod",
            '\terr := ctx.RegisterResource("kubernetes:core/v1:Pod", name, props, &res, opts...)',
            "default:",
            "\tvar res apiextensions.CustomResource",
        ];
        assert.deepEqual(untypedKinds(source.join("\n")).split("\n"), [
            "import (",
            `\t"${sdk}/apiextensions"`,
            '\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"',
            ")",
            'case "v1/Pod":',
            "\tvar res apiextensions.CustomResource",
            '\terr := ctx.RegisterResource("kubernetes:core/v1:Pod", name, props, &res, opts...)',
            "default:",
            "\tvar res apiextensions.CustomResource",
        ]);
    });
});
