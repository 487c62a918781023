/** The frameworks whose habits are known here. */
export enum Framework {
    /** Spring Boot with Spring AMQP. */
    SpringBoot = "SpringBoot",
    /** Celery, of Python. */
    Celery = "Celery",
    /** MassTransit, of .NET. */
    MassTransit = "MassTransit",
    /** NestJS with its RabbitMQ transport. */
    NestJs = "NestJs",
    /** Dramatiq, of Python. */
    Dramatiq = "Dramatiq",
}

/** What a container is told anyway. */
export interface Told {
    /** The plain variables of any workload, such as `QUEUE` and `PREFETCH`. */
    variables: { [name: string]: string };
    /** Whether the broker is reached with TLS. */
    tls: boolean;
    /** The file with the certificates to trust, where the image's own are not enough. */
    certificateAuthority?: string;
    /** The files with the certificate and the key that it shows to the broker, where that asks for one. */
    clientCertificate?: string;
    clientKeyFile?: string;
    /** The port on which it is to serve HTTP. */
    httpPort?: number;
}

/** What one framework expects. */
export interface FrameworkHabits {
    /** Variables that it reads, by the key of the client's Secret that has the value. */
    secretKeys: { [variable: string]: string };
    /** Further variables that it reads. */
    variables: (told: Told) => { [variable: string]: string };
    /** Where it answers probes. Defaults to where any workload does. */
    http?: { livenessPath: string; readinessPath: string };
    /** To which queues a consumer of these publishes besides. */
    publishesTo?: (queues: string[]) => string[];
    /** From which queues a consumer of these consumes besides. */
    consumesFrom?: (queues: string[]) => string[];
}

/** How many messages each of its threads or processes may hold, so that the pod holds no more than it is to. */
export function prefetchEach({
    PREFETCH,
    CONCURRENCY = "1",
}: Told["variables"]): string | undefined {
    return PREFETCH && String(Math.max(1, Math.floor(Number(PREFETCH) / Number(CONCURRENCY))));
}

/** Those that have a value. */
export function given(variables: { [name: string]: string | undefined }): {
    [name: string]: string;
} {
    return Object.fromEntries(
        Object.entries(variables).filter((one): one is [string, string] => one[1] !== undefined),
    );
}
