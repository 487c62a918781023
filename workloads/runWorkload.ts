import type { Server } from "node:http";

import type { Registry } from "prom-client";

import type { BrokerConnection } from "./brokerConnection";
import { startHttpServer } from "./httpServer";
import type { Log } from "./log";
import { createLog } from "./log";
import { createRegistry } from "./metrics";
import type { Settings } from "./settings";
import { SettingsError } from "./settings";
import { startTracing } from "./tracing/startTracing";
import type { Tracing } from "./tracing/tracing";

export interface Workload {
    ready(): boolean;
    /** Resolves once there is nothing left to do; never, if the workload runs until it is told to stop. */
    done: Promise<void>;
    /** Finishes what was begun; rejects when that is impossible. */
    stop(): Promise<void>;
}

/** A connection to a broker, whatever protocol it speaks. */
interface Broker {
    readonly connected: boolean;
    close(): Promise<void>;
}

export interface Surroundings<S, B = BrokerConnection> {
    settings: S;
    broker: B;
    registry: Registry;
    tracing: Tracing;
    log: Log;
}

/** The life of a workload's process: settings, connection, endpoints, and an orderly end, by itself or on SIGTERM. */
export async function runWorkload<S extends Settings, B extends Broker>(
    readSettings: (variables: NodeJS.ProcessEnv) => S,
    connect: (settings: S, log: Log) => B,
    start: (surroundings: Surroundings<S, B>) => Workload,
): Promise<void> {
    const settings = settingsOrExit(readSettings);
    const log = createLog(settings.logLevel);
    const tracing = await startTracing(settings, log);
    const broker = connect(settings, log);
    const registry = createRegistry(() => broker.connected);
    const workload = start({ settings, broker, registry, tracing, log });
    const ready = () => workload.ready();
    const server = await startHttpServer(settings.httpPort, { ready, registry });
    log.info("started", { instance: settings.instance, httpPort: settings.httpPort });
    await Promise.race([stopSignal(log), workload.done.then(() => log.info("done"))]);
    const exitCode = await shutDown(workload, broker, server, settings, log);
    await tracing.end();
    process.exit(exitCode);
}

function settingsOrExit<S>(readSettings: (variables: NodeJS.ProcessEnv) => S): S {
    try {
        return readSettings(process.env);
    } catch (error) {
        if (!(error instanceof SettingsError)) {
            throw error;
        }
        createLog("info").error("bad-environment", { problems: error.problems });
        process.exit(1);
    }
}

function stopSignal(log: Log): Promise<void> {
    return new Promise((resolve) => {
        for (const signal of ["SIGTERM", "SIGINT"] as const) {
            process.once(signal, () => {
                log.info("stopping", { signal });
                resolve();
            });
        }
    });
}

async function shutDown(
    workload: Workload,
    broker: Broker,
    server: Server,
    settings: Settings,
    log: Log,
): Promise<number> {
    const { shutdownMilliseconds } = settings;
    const limit = setTimeout(() => {
        log.error("stopped-too-late", { limitSeconds: shutdownMilliseconds / 1000 });
        process.exit(1);
    }, shutdownMilliseconds);
    try {
        await workload.stop();
        await broker.close();
        log.info("stopped");
        return 0;
    } catch (error) {
        log.error("stopped-with-error", { error: (error as Error).message });
        return 1;
    } finally {
        clearTimeout(limit);
        server.close();
    }
}
