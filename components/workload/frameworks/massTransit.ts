import type { FrameworkHabits, Told } from "./framework";
import { given } from "./framework";

/**
 * Its `RabbitMqTransportOptions`, bound to the section `RabbitMqTransport`, as MassTransit's own samples do, and the
 * host's options. The virtual host is one of its own, not part of an address.
 * https://masstransit.io/documentation/configuration/transports/rabbitmq
 * https://learn.microsoft.com/en-us/dotnet/core/extensions/generic-host
 */
export const massTransit: FrameworkHabits = {
    secretKeys: {
        RabbitMqTransport__Host: "host",
        RabbitMqTransport__Port: "port",
        RabbitMqTransport__VHost: "virtual-host",
        RabbitMqTransport__User: "username",
        RabbitMqTransport__Pass: "password",
    },
    variables: host,
    http: { livenessPath: "/health/live", readinessPath: "/health/ready" },
    // What fails and what nobody handles is published again, into queues of its own.
    publishesTo: (queues) => queues.flatMap((name) => [name, `${name}_error`, `${name}_skipped`]),
};

/** Five of the seconds that it has are for the end of the process itself. */
function host({ variables, tls, httpPort }: Told) {
    const grace = Number(variables["TERMINATION_GRACE_PERIOD_SECONDS"]);
    return given({
        RabbitMqTransport__UseSsl: tls ? "true" : undefined,
        DOTNET_SHUTDOWNTIMEOUTSECONDS: String(grace - 5),
        ASPNETCORE_HTTP_PORTS: httpPort?.toString(),
    });
}
