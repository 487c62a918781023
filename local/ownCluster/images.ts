import { execa } from "execa";

import { interruption } from "../interruption";
import { projectDir } from "../paths";
import type { Report } from "../report";

/** How the pods of a trial get the workloads' images. */
export interface ImagePlan {
    producer: string;
    consumer: string;
    /** In words, before anything is done. */
    told: string;
    /** What is run, in this order. */
    commands: [program: string, ...args: string[]][];
}

interface Loader {
    tool: string;
    load?: (images: string[]) => [string, ...string[]];
}

/** Throws, with what to do, where the pods could not get the images. */
export function imagePlan(
    context: string,
    { registry, hasDocker }: { registry?: string; hasDocker: boolean },
): ImagePlan {
    const prefix = registry === undefined ? "" : `${registry.replace(/\/$/, "")}/`;
    const [producer, consumer] = workloads.map((name) => `${prefix}${name}:1.0`) as [
        string,
        string,
    ];
    const images = [producer, consumer];
    const builds = workloads.map((name) => build(name, `${prefix}${name}:1.0`));
    const named = images.join(" and ");
    const planned = (told: string, commands: ImagePlan["commands"]) => ({
        producer,
        consumer,
        told: `${named}, ${told}`,
        commands,
    });
    if (registry !== undefined) {
        return hasDocker
            ? planned("built and pushed with Docker", [...builds, ...images.map(push)])
            : planned("as they are there: Docker does not run here", []);
    }
    const loader = loaderOf(context);
    if (loader === undefined) {
        throw new Error(whatToPush(context));
    }
    if (!hasDocker) {
        throw new Error(
            `${loader.tool} takes the images of the workloads from Docker, which does not run here: start it, or name where they are with --registry`,
        );
    }
    const { tool, load } = loader;
    return load
        ? planned(`built with Docker and loaded by ${tool}`, [...builds, load(images)])
        : planned("built with Docker", builds);
}

export async function dockerRuns(): Promise<boolean> {
    const { failed } = await execa("docker", ["version", "--format", "{{.Server.Version}}"], {
        timeout: 20_000,
        reject: false,
    });
    return !failed;
}

/** Runs the commands of a plan; the output of one that fails is in the error. */
export async function provideImages({ commands }: ImagePlan, report: Report): Promise<void> {
    for (const [program, ...args] of commands) {
        const line = [program, ...args].join(" ");
        report(line);
        const run = execa(program, args, {
            cwd: projectDir,
            all: true,
            reject: false,
            stdin: "ignore",
            cancelSignal: interruption,
        });
        for await (const output of run.iterable({ from: "all" })) {
            report(output);
        }
        const { failed, shortMessage, all } = await run;
        if (failed) {
            throw new Error([shortMessage, ...all.split("\n").slice(-15)].join("\n"));
        }
    }
}

const workloads = ["producer", "consumer"];

function build(name: string, image: string): [string, ...string[]] {
    const file = ["-f", "workloads/Dockerfile", "--build-arg", `WORKLOAD=${name}`];
    return ["docker", "build", ...file, "-t", image, "."];
}

function push(image: string): [string, ...string[]] {
    return ["docker", "push", image];
}

/** Clusters on this machine that take an image from Docker, by the names that their tools give to contexts. */
function loaderOf(context: string): Loader | undefined {
    const [, tool, name = ""] = /^(kind|k3d)-(.+)$/.exec(context) ?? [];
    if (tool === "kind") {
        return {
            tool,
            load: (images) => [tool, "load", "docker-image", ...images, "--name", name],
        };
    }
    if (tool === "k3d") {
        return { tool, load: (images) => [tool, "image", "import", ...images, "--cluster", name] };
    }
    if (context === "minikube") {
        return { tool: context, load: (images) => [context, "image", "load", ...images] };
    }
    return context === "docker-desktop" ? { tool: "Docker Desktop" } : undefined;
}

function whatToPush(context: string): string {
    const images = workloads.map((name) => `REGISTRY/${name}:1.0`);
    const commands = [
        ...workloads.map((name, i) => build(name, images[i] ?? "")),
        ...images.map(push),
    ];
    return [
        `the pods on context ${context} need images that the cluster can pull. With a REGISTRY that it reaches:`,
        ...commands.map((command) => `  ${command.join(" ")}`),
        `  npm start -- --context ${context} --registry REGISTRY`,
        "The last one alone builds and pushes them as well where Docker runs.",
    ].join("\n");
}
