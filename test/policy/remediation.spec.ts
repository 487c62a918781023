import { deepEqual } from "node:assert/strict";

import { rules } from "../../policy/rules/rules";
import { unknown } from "./judge";
import { PackProcess } from "./packProcess";
import { changed, container, identity, resource, shopStack } from "./shopStack";

const api = "Deployment/orders-api";
const pod = "spec.template.spec";
const remediating = Object.fromEntries(
    ["pod-restricted", "pod-service-account", "port-app-protocol"].map((id) => [id, "remediate"]),
);
const secret = (value: string) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
});

describe("the remediations of the policy pack", () => {
    let pack: PackProcess;

    before(async () => {
        pack = await PackProcess.start();
    });
    after(() => pack.stop());

    /** The object in the stack with these fields, after all remediations, and which of them changed it. */
    async function remediated(which: string, fields: { [key: string]: unknown }) {
        const stack = changed(shopStack(), which, fields);
        const one = stack.find((candidate) => identity(candidate) === which)!;
        const found = await pack.remediate(one);
        return { by: found.map(({ policy }) => policy), props: found.at(-1)?.props };
    }

    const declared = (which: string) =>
        shopStack().find((candidate) => identity(candidate) === which)!.props;

    const unset = {
        [`${pod}.automountServiceAccountToken`]: undefined,
        [`${pod}.securityContext.seccompProfile`]: undefined,
        [`${container}.securityContext.capabilities`]: undefined,
        [`${container}.securityContext.allowPrivilegeEscalation`]: undefined,
    };

    it("set what is unset in a pod and has one right answer", async () => {
        await pack.configure(remediating);
        deepEqual(await remediated(api, unset), {
            by: ["pod-restricted", "pod-service-account"],
            props: declared(api),
        });
    });

    it("set the token of a ServiceAccount and the protocols of a Service", async () => {
        await pack.configure(remediating);
        const account = "ServiceAccount/orders-api";
        deepEqual(await remediated(account, { automountServiceAccountToken: undefined }), {
            by: ["pod-service-account"],
            props: declared(account),
        });
        const service = "Service/rabbitmq";
        const ports = {
            "spec.ports.0.appProtocol": undefined,
            "spec.ports.1.appProtocol": undefined,
        };
        deepEqual(await remediated(service, ports), {
            by: ["port-app-protocol"],
            props: declared(service),
        });
    });

    it("change nothing unless they are switched on", async () => {
        await pack.configure(Object.fromEntries(rules.map(({ id }) => [id, "mandatory"])));
        deepEqual(await remediated(api, unset), { by: [], props: undefined });
    });

    it("change nothing in objects that keep the rules, nor in what is no object", async () => {
        await pack.configure(remediating);
        const others = [
            resource("helm.sh/v3:Chart", "chart", {}),
            resource("rabbitmq.com/v1beta1:RabbitmqCluster", "mq", { spec: {} }),
        ];
        for (const one of [...shopStack(), ...others]) {
            deepEqual([identity(one), await pack.remediate(one)], [identity(one), []]);
        }
    });

    it("leave what the program says itself to be reported", async () => {
        await pack.configure(remediating);
        const said = {
            [`${pod}.automountServiceAccountToken`]: true,
            [`${container}.securityContext.allowPrivilegeEscalation`]: true,
            [`${container}.securityContext.capabilities`]: { drop: ["NET_RAW"] },
            [`${pod}.securityContext.seccompProfile`]: { type: "Unconfined" },
        };
        deepEqual(await remediated(api, said), { by: [], props: undefined });
        const stack = changed(shopStack(), api, said);
        deepEqual(
            (await pack.judge(stack)).map(({ level, policy }) => `${level} ${policy}`).sort(),
            [
                "mandatory pod-restricted",
                "mandatory pod-restricted",
                "mandatory pod-restricted",
                "mandatory pod-service-account",
            ],
        );
    });

    it("leave a privileged container as it is, which Kubernetes would refuse otherwise", async () => {
        await pack.configure(remediating);
        const privileged = {
            [`${container}.securityContext.privileged`]: true,
            [`${container}.securityContext.allowPrivilegeEscalation`]: undefined,
        };
        deepEqual(await remediated(api, privileged), { by: [], props: undefined });
    });

    it("guess no protocol where names and numbers do not agree", async () => {
        await pack.configure(remediating);
        const service = "Service/orders-api";
        for (const port of [
            { name: "amqp", port: 5671 },
            { name: "grpc", port: 9000 },
        ]) {
            const fields = { "spec.ports": [{ ...port, targetPort: "http-api" }] };
            deepEqual(await remediated(service, fields), { by: [], props: undefined });
        }
    });

    it("keep secrets secret, and values that are not known for later", async () => {
        await pack.configure(remediating);
        const fields = {
            [`${container}.env.1.value`]: secret("hunter2"),
            [`${container}.image`]: unknown,
            [`${container}.ports`]: unknown,
        };
        const expected = changed(shopStack(), api, fields);
        deepEqual(await remediated(api, { ...unset, ...fields }), {
            by: ["pod-restricted", "pod-service-account"],
            props: expected.find((candidate) => identity(candidate) === api)!.props,
        });
    });

    it("leave alone what is exempt", async () => {
        const exemption = {
            policies: ["pod-service-account"],
            namespace: "shop",
            reason: "It reads its own settings from the API",
            expires: "2099-12-31",
        };
        await pack.configure({ ...remediating, "exemption-list": { list: [exemption] } });
        await pack.judge([shopStack()[0]!]);
        deepEqual((await remediated(api, unset)).by, ["pod-restricted"]);
    });
});
