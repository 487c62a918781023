import { anything, fields, flag, integer, integerOrText, list, text, type TypeOf } from "../schema";
import { labelSelector, objectMeta, texts } from "./meta";

const networkPolicyPort = fields({ port: integerOrText, endPort: integer, protocol: text });
export type NetworkPolicyPort = TypeOf<typeof networkPolicyPort>;

const networkPolicyPeer = fields({
    ipBlock: fields({ cidr: text, except: texts }),
    namespaceSelector: labelSelector,
    podSelector: labelSelector,
});
export type NetworkPolicyPeer = TypeOf<typeof networkPolicyPeer>;

const networkPolicyIngressRule = fields({
    from: list(networkPolicyPeer),
    ports: list(networkPolicyPort),
});
export type NetworkPolicyIngressRule = TypeOf<typeof networkPolicyIngressRule>;

export const networkPolicySpec = fields({
    podSelector: labelSelector,
    policyTypes: texts,
    ingress: list(networkPolicyIngressRule),
});

const ciliumIngressRule = fields({
    fromEndpoints: list(labelSelector),
    fromEntities: texts,
    fromCIDR: texts,
    fromCIDRSet: list(fields({ cidr: text, except: texts })),
    toPorts: list(anything),
});
export type CiliumIngressRule = TypeOf<typeof ciliumIngressRule>;

const ciliumRule = fields({
    endpointSelector: labelSelector,
    ingress: list(ciliumIngressRule),
    ingressDeny: list(anything),
    enableDefaultDeny: fields({ ingress: flag }),
});
export type CiliumRule = TypeOf<typeof ciliumRule>;

export const ciliumPolicy = fields({
    metadata: objectMeta,
    spec: ciliumRule,
    specs: list(ciliumRule),
});

const calicoIngressRule = fields({
    action: text,
    protocol: integerOrText,
    source: fields({ nets: texts }),
    destination: fields({ ports: list(integerOrText) }),
});
export type CalicoIngressRule = TypeOf<typeof calicoIngressRule>;

export const calicoPolicy = fields({
    metadata: objectMeta,
    spec: fields({
        selector: text,
        namespaceSelector: text,
        types: texts,
        ingress: list(calicoIngressRule),
        egress: list(anything),
    }),
});
