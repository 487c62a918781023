import { applyObjects, kubectl } from "../../e2e/kubernetes";
import { Kwok } from "../../ecosystem/operators/kwok";

const names = ["fake-0", "fake-1", "fake-2"];

/** Lets every new pod come to nodes that run none, where it is ready at once; what is there already stays where it runs. */
export async function onFakeNodes<T>(work: () => Promise<T>): Promise<T> {
    const kwok = new Kwok();
    try {
        await kwok.install();
        const real = (await kubectl("get", "nodes", "--output=name")).split("\n");
        await applyObjects(...names.map(node));
        try {
            await kubectl("cordon", ...real);
            return await work();
        } finally {
            await kubectl("uncordon", ...real);
            await kubectl("delete", "nodes", ...names);
        }
    } finally {
        await kwok.remove();
    }
}

function node(name: string): object {
    const capacity = { cpu: "1000", memory: "4Ti", pods: "1000" };
    return {
        ...{ apiVersion: "v1", kind: "Node" },
        metadata: {
            name,
            labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux" },
            annotations: { "kwok.x-k8s.io/node": "fake" },
        },
        status: { capacity, allocatable: capacity },
    };
}
