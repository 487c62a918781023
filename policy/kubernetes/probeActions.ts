import type { Container, ProbeAction } from "./shapes/pod";

/** Everything by which the kubelet asks a container something, and where it stands. */
export const actions: readonly {
    at: string;
    read: (container: Container) => ProbeAction | undefined;
}[] = [
    { at: "startupProbe", read: (container) => container.startupProbe },
    { at: "readinessProbe", read: (container) => container.readinessProbe },
    { at: "livenessProbe", read: (container) => container.livenessProbe },
    { at: "lifecycle.postStart", read: (container) => container.lifecycle?.postStart },
    { at: "lifecycle.preStop", read: (container) => container.lifecycle?.preStop },
];
