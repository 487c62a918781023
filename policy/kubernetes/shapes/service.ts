import { fields, integer, integerOrText, list, text, type TypeOf } from "../schema";
import { labels, texts } from "./meta";

const servicePort = fields({
    name: text,
    port: integer,
    targetPort: integerOrText,
    nodePort: integer,
    protocol: text,
    appProtocol: text,
});
export type ServicePort = TypeOf<typeof servicePort>;

export const serviceSpec = fields({
    type: text,
    clusterIP: text,
    externalName: text,
    selector: labels,
    ports: list(servicePort),
    externalIPs: texts,
    loadBalancerSourceRanges: texts,
    healthCheckNodePort: integer,
});
export type ServiceSpec = TypeOf<typeof serviceSpec>;

export const endpointPort = fields({ name: text, port: integer, protocol: text });
export type EndpointPort = TypeOf<typeof endpointPort>;

const ingressBackend = fields({
    service: fields({ name: text, port: fields({ name: text, number: integer }) }),
});

export const ingressSpec = fields({
    defaultBackend: ingressBackend,
    rules: list(fields({ http: fields({ paths: list(fields({ backend: ingressBackend })) }) })),
});
