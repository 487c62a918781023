import type * as pulumi from "@pulumi/pulumi";

import type { OperatorPolicy } from "./policy";

/** A password of one's own, which workloads have already: for a migration. */
export interface PasswordSecret {
    /** The name of a Secret in the namespace of the component, which has to be there before. */
    name: pulumi.Input<string>;
    /** The key in that Secret. Defaults to `password`. */
    key?: string;
    /** The version of the credentials whose password it is; the others are generated. Defaults to `1`. */
    credentialVersion?: number;
}

export interface Rotation {
    /**
     * Raise it by one to rotate the credentials, 1 to 1000000: a new user is made, workloads roll over to it, and
     * the previous one stays valid until the next rotation. Defaults to `1`.
     */
    credentialVersion?: number;
    /** Drops the previous credentials at once, for a leak. Defaults to `false`. */
    revokePrevious?: boolean;
    /**
     * The Secret with the password of one version, for a migration. It is read by each preview, which needs the
     * cluster for it. Defaults to none: every password is generated.
     */
    passwordSecret?: PasswordSecret;
}

/** Topics as MQTT writes them: `+` for any level, and `#` at the end for all below. */
export interface MqttTopics {
    /** The topics that the client may publish to, and nothing else. Defaults to none. */
    publishesTo?: string[];
    /** The topics that the client may subscribe to, all or some of them at a time, and nothing else. Defaults to none. */
    subscribesTo?: string[];
}

/** A client of a tenant: the platform says what it may use, the tenant declares it. */
export interface TenantClient extends Rotation {
    /** The queues and exchanges that the client may publish to, and nothing else. */
    publishesTo?: string[];
    /** The queues that the client may consume from, and nothing else. */
    consumesFrom?: string[];
    /** How many connections the client may hold, 1 to 1000000. Defaults to no limit. */
    maxConnections?: number;
    /** How many channels the client may hold, 1 to 1000000. Defaults to no limit. */
    maxChannels?: number;
    /**
     * The Secret of type kubernetes.io/tls, in the namespace of the client's workloads, with the certificate that it
     * shows to a broker whose `tls` has `clientCertificates`. Workloads get it as files. Defaults to one that
     * cert-manager makes where it makes the broker's, and to none elsewhere.
     */
    certificateSecretName?: pulumi.Input<string>;
}

export interface TopologyClient extends TenantClient {
    /**
     * For topic exchanges in `publishesTo`: a regular expression that routing keys have to match, such
     * as `^orders\\.`. It has to begin with `^`, because RabbitMQ looks for a match anywhere in the key.
     * Defaults to any routing key.
     */
    routingKeys?: { [exchange: string]: string };
    /**
     * Lets the client declare what it uses, as many frameworks do when they start: the queues and exchanges
     * in `publishesTo` and `consumesFrom`, what those queues are bound to with these bindings, and queues and
     * exchanges of its own whose names begin with `CLIENT.own.`, such as one for replies. RabbitMQ's right to
     * declare is also the right to delete. Defaults to `false`.
     */
    declares?: boolean;
}

export interface Client extends TopologyClient {
    /** The virtual host that the client uses. Defaults to `/`. */
    virtualHost?: string;
    /**
     * Lets the client ask and be answered (RPC). It may declare queues of its own whose names begin with
     * `CLIENT.own.`, bind them to the direct exchange `CLIENT.replies`, which is made for it, and consume from
     * them; the address for `reply-to` is `CLIENT.replies/KEY`. Defaults to `false`.
     */
    receivesReplies?: boolean;
    /**
     * The clients, in the same virtual host, whose requests it answers: it may publish to their `CLIENT.replies`.
     * Defaults to none.
     */
    repliesTo?: string[];
    /**
     * What the client may do over MQTT, which the broker has to speak: see its `protocols`. The id of its MQTT
     * client has to begin with `CLIENT.`, as that in `MQTT_CLIENT_ID` does. Defaults to nothing.
     */
    mqtt?: MqttTopics;
}

/**
 * Somebody who declares queues of their own and is not trusted with the broker: one virtual host, and a user that may
 * declare in it and nothing else. `RabbitMqTopology` declares with it, in the tenant's own stack.
 */
export interface Tenant extends Rotation {
    /** The namespace of the tenant's Secrets, and so of its Jobs and workloads. It has to exist. */
    namespace: pulumi.Input<string>;
    /** The users of the tenant's workloads, by name. On the broker, the name of each begins with the tenant's. */
    clients?: { [name: string]: TenantClient };
    /** How many connections the virtual host takes, 1 to 1000000. Defaults to `100`. */
    maxConnections?: number;
    /** How many queues the virtual host takes, those for dead letters included, 1 to 1000000. Defaults to `100`. */
    maxQueues?: number;
    /** What the tenant's queues are held to, by name, whatever the tenant declares. Defaults to nothing. */
    operatorPolicies?: { [name: string]: OperatorPolicy };
}
