import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";
import { stringify } from "yaml";

import { prometheusTools } from "./prometheusTools";
import { waitFor } from "./waitFor";

export interface Sample {
    metric: { [label: string]: string };
    value: [number, string];
}

export interface RuleState {
    name: string;
    health: string;
    lastError?: string;
    alerts: { state: string; labels: { [label: string]: string } }[];
}

/** A Prometheus of its own on 127.0.0.1, with its data in a folder that goes with it. */
export interface PrometheusServer {
    query: (expr: string) => Promise<Sample[]>;
    rules: () => Promise<RuleState[]>;
    close: () => Promise<void>;
}

export async function startPrometheus(
    scrape_configs: object[],
    rules: object[],
): Promise<PrometheusServer> {
    const { prometheus } = await prometheusTools();
    const folder = mkdtempSync(join(tmpdir(), "queue-workloads-prometheus-"));
    const rule_files = rules.map((_, index) => join(folder, `rules-${index}.yaml`));
    rules.forEach((one, index) => writeFileSync(rule_files[index]!, stringify(one)));
    const configuration = join(folder, "prometheus.yaml");
    const global = { evaluation_interval: "5s" };
    writeFileSync(configuration, stringify({ global, rule_files, scrape_configs }));
    const address = `127.0.0.1:${await freePort()}`;
    const child = execa(
        prometheus,
        [
            `--config.file=${configuration}`,
            `--storage.tsdb.path=${join(folder, "data")}`,
            `--web.listen-address=${address}`,
        ],
        { reject: false, all: true },
    );
    const get = async <T>(path: string): Promise<T> => {
        const response = await fetch(`http://${address}/api/v1/${path}`);
        const { data, error } = (await response.json()) as { data: T; error?: string };
        if (error !== undefined) {
            throw new Error(`${error}: ${path}`);
        }
        return data;
    };
    await waitFor("Prometheus to be ready", 60, async () => {
        if (child.exitCode !== null) {
            throw new Error(`Prometheus ended: ${(await child).all}`);
        }
        return fetch(`http://${address}/-/ready`).then(
            ({ ok }) => ok,
            () => false,
        );
    });
    return {
        query: async (expr) =>
            (await get<{ result: Sample[] }>(`query?query=${encodeURIComponent(expr)}`)).result,
        rules: async () =>
            (await get<{ groups: { rules: RuleState[] }[] }>("rules")).groups.flatMap(
                (group) => group.rules,
            ),
        close: async () => {
            child.kill();
            await child;
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
}
