import type { FrameworkHabits, Told } from "./framework";
import { given, prefetchEach } from "./framework";

/**
 * Spring Boot takes an address apart without decoding it: the virtual host `/` would be looked for under `%2F`. So it
 * gets each part by itself. https://docs.spring.io/spring-boot/appendix/application-properties/index.html
 */
export const springBoot: FrameworkHabits = {
    secretKeys: {
        SPRING_RABBITMQ_HOST: "host",
        SPRING_RABBITMQ_PORT: "port",
        SPRING_RABBITMQ_USERNAME: "username",
        SPRING_RABBITMQ_PASSWORD: "password",
        SPRING_RABBITMQ_VIRTUALHOST: "virtual-host",
    },
    variables: (told) => ({ ...encryption(told), ...messages(told), ...process(told) }),
    http: {
        livenessPath: "/actuator/health/liveness",
        readinessPath: "/actuator/health/readiness",
    },
};

/** The bundle is read again when its file changes. */
function encryption({ tls, certificateAuthority, clientCertificate, clientKeyFile }: Told) {
    const bundle = "SPRING_SSL_BUNDLE_PEM_BROKER";
    const files = {
        ...(certificateAuthority && {
            [`${bundle}_TRUSTSTORE_CERTIFICATE`]: `file:${certificateAuthority}`,
        }),
        ...(clientCertificate && {
            [`${bundle}_KEYSTORE_CERTIFICATE`]: `file:${clientCertificate}`,
            [`${bundle}_KEYSTORE_PRIVATEKEY`]: `file:${clientKeyFile}`,
        }),
    };
    return {
        ...(tls && { SPRING_RABBITMQ_SSL_ENABLED: "true" }),
        ...(Object.keys(files).length > 0 && {
            SPRING_RABBITMQ_SSL_BUNDLE: "broker",
            ...files,
            [`${bundle}_RELOADONUPDATE`]: "true",
        }),
    };
}

function messages({ variables }: Told) {
    const { QUEUE, CONCURRENCY, EXCHANGE, ROUTING_KEY } = variables;
    const { RESULT_EXCHANGE, RESULT_ROUTING_KEY, PREFETCH } = variables;
    const prefetch = prefetchEach(variables);
    return given({
        SPRING_RABBITMQ_TEMPLATE_EXCHANGE: EXCHANGE ?? RESULT_EXCHANGE,
        SPRING_RABBITMQ_TEMPLATE_ROUTINGKEY: ROUTING_KEY ?? RESULT_ROUTING_KEY,
        SPRING_RABBITMQ_TEMPLATE_DEFAULTRECEIVEQUEUE: QUEUE,
        SPRING_RABBITMQ_LISTENER_SIMPLE_PREFETCH: prefetch,
        SPRING_RABBITMQ_LISTENER_SIMPLE_CONCURRENCY: CONCURRENCY,
        SPRING_RABBITMQ_LISTENER_DIRECT_PREFETCH: prefetch,
        SPRING_RABBITMQ_LISTENER_DIRECT_CONSUMERSPERQUEUE: CONCURRENCY,
        // It gives back what failed by `basic.nack`, which counts towards no delivery limit: for ever.
        ...(PREFETCH && {
            SPRING_RABBITMQ_LISTENER_SIMPLE_DEFAULTREQUEUEREJECTED: "false",
            SPRING_RABBITMQ_LISTENER_DIRECT_DEFAULTREQUEUEREJECTED: "false",
        }),
    });
}

/** Five of the seconds that it has are for the end of the process itself. */
function process({ variables, httpPort }: Told) {
    const grace = Number(variables["TERMINATION_GRACE_PERIOD_SECONDS"]);
    return given({
        SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE: `${grace - 5}s`,
        ...(httpPort !== undefined && {
            SERVER_PORT: String(httpPort),
            MANAGEMENT_ENDPOINT_HEALTH_PROBES_ENABLED: "true",
            MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE: "readinessState,rabbit",
        }),
    });
}
