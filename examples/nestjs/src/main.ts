import "reflect-metadata";

import { Controller, Get, Module, ServiceUnavailableException } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { Transport } from "@nestjs/microservices";

import { Orders } from "./orders";

let connected = false;

@Controller()
class Health {
    @Get("healthz")
    public alive(): string {
        return "alive";
    }

    @Get("readyz")
    public ready(): string {
        if (!connected) {
            throw new ServiceUnavailableException("not connected");
        }
        return "ready";
    }
}

@Module({ controllers: [Health, Orders] })
class Application {}

async function main(): Promise<void> {
    const { AMQP_URL, QUEUE, PREFETCH, PORT } = process.env;
    const app = await NestFactory.create(Application);
    const microservice = app.connectMicroservice({
        transport: Transport.RMQ,
        options: {
            urls: [AMQP_URL!],
            queue: QUEUE!,
            // Durable, and with no arguments: as the stack declares it.
            queueOptions: { durable: true },
            prefetchCount: Number(PREFETCH),
            // Otherwise a message counts as done once it is delivered.
            noAck: false,
        },
    });
    microservice.status.subscribe((status: string) => (connected = status === "connected"));
    app.enableShutdownHooks();
    // It waits for the broker, and the probes are there meanwhile.
    void app.startAllMicroservices();
    await app.listen(PORT ?? 3000);
}

void main();
