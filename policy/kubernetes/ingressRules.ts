import type { KubernetesObject } from "./object";
import { selectorSelects } from "./selection";
import { isEmptySelector } from "./selectors";
import type { Shapes } from "./shapes/kinds";
import type { LabelSelector } from "./shapes/meta";
import type {
    NetworkPolicyIngressRule,
    NetworkPolicyPeer,
    NetworkPolicyPort,
} from "./shapes/networkPolicy";
import { someKnown } from "./unknownValue";
import type { Workload } from "./workload";

export type NetworkPolicy = KubernetesObject<Shapes["networking.k8s.io/NetworkPolicy"]>;

/** Whether a policy is about ingress to the pods of a workload. Without types it is for ingress. */
export function isForIngressTo(policy: NetworkPolicy, workload: Workload): boolean {
    const types = policy.props.spec?.policyTypes ?? [];
    return (
        (types.length === 0 || types.includes("Ingress")) &&
        selectorSelects(policy, policy.props.spec?.podSelector, workload)
    );
}

/** Whether a policy lets in everyone on every port, as if there were none. */
export function allowsAll(policy: NetworkPolicy): boolean {
    return someKnown(
        policy.props.spec?.ingress ?? [],
        (rule) => isFromEveryone(rule) && isOnEveryPort(rule),
    );
}

function isFromEveryone({ from }: NetworkPolicyIngressRule): boolean {
    return !from || from.length === 0 || someKnown(from, isEveryone) || addUpToEveryAddress(from);
}

/** Blocks of IPv4 that hold every address together, such as four quarters. */
function addUpToEveryAddress(from: readonly NetworkPolicyPeer[]): boolean {
    const whole = from.filter(({ ipBlock }) => !excludesMuch(ipBlock?.except));
    const blocks = new Set(whole.map(({ ipBlock }) => ipBlock?.cidr?.trim() ?? ""));
    const shares = [...blocks].map((cidr) => /^[\d.]+\/(\d{1,2})$/.exec(cidr)?.[1]);
    const share = shares.reduce(
        (sum, bits) => (bits === undefined ? sum : sum + 2 ** -Number(bits)),
        0,
    );
    return share >= 1;
}

function isEveryone({ ipBlock, namespaceSelector, podSelector }: NetworkPolicyPeer): boolean {
    if (ipBlock) {
        return isEveryAddress(ipBlock.cidr ?? "") && !excludesMuch(ipBlock.except);
    }
    return (
        !!namespaceSelector &&
        selectsEveryNamespace(namespaceSelector) &&
        (!podSelector || isEmptySelector(podSelector))
    );
}

/** `0.0.0.0/0`, `::/0`, and a half of them, which comes with the other half. */
export function isEveryAddress(cidr: string): boolean {
    return /\/[01]$/.test(cidr.trim());
}

/** Without the metadata service of a cloud, or one more host, everyone is left. */
export function excludesMuch(except: readonly string[] | undefined): boolean {
    return (except ?? []).some((cidr) => {
        const bits = Number(/\/(\d{1,3})\s*$/.exec(cidr)?.[1] ?? 0);
        return bits <= (cidr.includes(":") ? 64 : 16);
    });
}

const nameLabel = "kubernetes.io/metadata.name";

/** Every namespace has the label that holds its name. */
function selectsEveryNamespace({ matchLabels, matchExpressions }: LabelSelector): boolean {
    return (
        Object.keys(matchLabels ?? {}).length === 0 &&
        (matchExpressions ?? []).every(
            ({ key, operator }) => key === nameLabel && operator === "Exists",
        )
    );
}

function isOnEveryPort({ ports }: NetworkPolicyIngressRule): boolean {
    return !ports || ports.length === 0 || someKnown(ports, isEveryPort);
}

function isEveryPort({ port, endPort, protocol }: NetworkPolicyPort): boolean {
    const isTcp = (protocol ?? "TCP") === "TCP";
    return isTcp && (isUnset(port) || (typeof port === "number" && port <= 1 && endPort === 65535));
}

function isUnset(value: unknown): boolean {
    return value === undefined || value === null;
}
