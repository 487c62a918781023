import type { Problem } from "../../problems";
import { listOf, problem } from "../../problems";
import { objectsOf } from "./objectsOf";
import type { PodOptions } from "./options";
import type { PodTemplate } from "./template";
import { isRequired } from "./template";

/** What fights with the pod as the component makes it. */
export function conflictProblems(
    path: string,
    options: PodOptions,
    { metadata, spec }: PodTemplate,
    claims: string[],
): Problem[] {
    const [main] = spec.containers;
    const own = [main, ...(spec.initContainers ?? [])];
    const volumes = [...namesOf(spec.volumes), ...claims];
    return [
        ...labelConflicts(`${path}.labels`, options, metadata.labels),
        ...nameConflicts(`${path}.volumes`, options.volumes, volumes),
        ...mountProblems(path, options, volumes),
        ...pathConflicts(`${path}.volumeMounts`, options, main.volumeMounts as Mount[]),
        ...nameConflicts(`${path}.env`, options.env, namesOf(main.env)),
        ...nameConflicts(`${path}.initContainers`, options.initContainers, [
            ...namesOf(own),
            ...namesOf(options.sidecars),
        ]),
        ...nameConflicts(`${path}.sidecars`, options.sidecars, namesOf(own)),
        ...restartConflicts(`${path}.sidecars`, options),
        ...portConflicts(`${path}.sidecars`, options, main.ports as Port[] | undefined),
        ...spreadConflicts(`${path}.topologySpread`, options, spec),
        ...commandConflicts(path, options, main.command !== undefined),
    ];
}

interface Named {
    name?: unknown;
}

interface Mount extends Named {
    mountPath?: unknown;
    readOnly?: unknown;
}

interface Port extends Named {
    containerPort?: unknown;
    protocol?: unknown;
}

interface Constraint {
    topologyKey?: unknown;
    whenUnsatisfiable?: unknown;
}

function namesOf(list: unknown): string[] {
    return objectsOf<Named>(list).flatMap(({ name }) => (typeof name === "string" ? [name] : []));
}

function labelConflicts(path: string, { labels = {} }: PodOptions, own: object): Problem[] {
    return Object.entries(labels)
        .filter(([key]) => key in own || key.startsWith("queue-workloads/"))
        .map(([key, value]) => {
            const fix = "Selectors and NetworkPolicies go by it: leave it out.";
            return problem(`${path}.${key}`, value, "labels that the component does not set", fix);
        });
}

/** A name that the component has given already, or that is given twice. */
function nameConflicts(path: string, given: unknown, own: string[]): Problem[] {
    const names = namesOf(given);
    return names.flatMap((name, index) => {
        const at = `${path}[${index}].name`;
        if (own.includes(name)) {
            const fix = "The component has one of that name: take another.";
            return [problem(at, name, `any name but ${listOf(own)}`, fix)];
        }
        return names.indexOf(name) < index
            ? [problem(at, name, "a name of its own", "Rename one of them.")]
            : [];
    });
}

/** Mounts, in whichever container, of volumes that there are not. */
function mountProblems(path: string, options: PodOptions, own: string[]): Problem[] {
    const known = [...own, ...namesOf(options.volumes)];
    const unknown = (at: string, mounts: unknown) =>
        namesOf(mounts).flatMap((name, index) =>
            known.includes(name)
                ? []
                : [
                      problem(
                          `${at}[${index}].name`,
                          name,
                          `volumes that there are: ${listOf(known)}`,
                          "Add it under volumes.",
                      ),
                  ],
        );
    const lists = ["initContainers", "sidecars"] as const;
    return [
        ...unknown(`${path}.volumeMounts`, options.volumeMounts),
        ...lists.flatMap((list) =>
            objectsOf<{ volumeMounts?: unknown }>(options[list]).flatMap(
                ({ volumeMounts }, index) =>
                    unknown(`${path}.${list}[${index}].volumeMounts`, volumeMounts),
            ),
        ),
    ];
}

/** A path that would hide what the component mounts, or that lies where nothing can be mounted. */
function pathConflicts(path: string, { volumeMounts }: PodOptions, own: Mount[]): Problem[] {
    const allowed = `paths apart from ${listOf(own.map(({ mountPath }) => String(mountPath)))}`;
    return objectsOf<Mount>(volumeMounts).flatMap(({ mountPath }, index) => {
        if (typeof mountPath !== "string") {
            return [];
        }
        const fights = own.some(
            (mount) =>
                isWithin(String(mount.mountPath), mountPath) ||
                (mount.readOnly === true && isWithin(mountPath, String(mount.mountPath))),
        );
        const fix = "The component mounts something there: take another path.";
        return fights ? [problem(`${path}[${index}].mountPath`, mountPath, allowed, fix)] : [];
    });
}

function isWithin(inner: string, outer: string): boolean {
    return `${inner}/`.startsWith(`${outer.replace(/\/+$/, "")}/`);
}

function restartConflicts(path: string, { sidecars }: PodOptions): Problem[] {
    return objectsOf<{ restartPolicy?: unknown }>(sidecars).flatMap(({ restartPolicy }, index) =>
        restartPolicy === undefined || restartPolicy === "Always"
            ? []
            : [
                  problem(
                      `${path}[${index}].restartPolicy`,
                      restartPolicy,
                      "Always",
                      "A container that ends belongs under initContainers.",
                  ),
              ],
    );
}

/** Kubernetes takes one required constraint for a key. */
function spreadConflicts(
    path: string,
    { topologySpread }: PodOptions,
    { topologySpreadConstraints: own = [] }: PodTemplate["spec"],
): Problem[] {
    const required = own.filter(isRequired).map(({ topologyKey }) => topologyKey as string);
    return objectsOf<Constraint>(topologySpread).flatMap((constraint, index) => {
        const { topologyKey } = constraint;
        const fix = "The component requires more of it: leave it out.";
        const allowed = `keys apart from ${listOf(required)}`;
        return isRequired(constraint) && required.includes(topologyKey as string)
            ? [problem(`${path}[${index}].topologyKey`, topologyKey, allowed, fix)]
            : [];
    });
}

/** All containers of a pod share its address. */
function portConflicts(path: string, { sidecars }: PodOptions, own: Port[] = []): Problem[] {
    const taken = [...own];
    return objectsOf<{ ports?: unknown }>(sidecars).flatMap(({ ports }, container) =>
        objectsOf<Port>(ports).flatMap((port, index) => {
            const at = `${path}[${container}].ports[${index}]`;
            const { name, containerPort, protocol = "TCP" } = port;
            const others = [...taken];
            taken.push(port);
            const fix = "Another container of the pod has it: take another.";
            const isTaken = others.some(
                (other) =>
                    other.containerPort === containerPort && (other.protocol ?? "TCP") === protocol,
            );
            const isNamed = name !== undefined && others.some((other) => other.name === name);
            return [
                ...(isTaken
                    ? [problem(`${at}.containerPort`, containerPort, "a port of its own", fix)]
                    : []),
                ...(isNamed ? [problem(`${at}.name`, name, "a name of its own", fix)] : []),
            ];
        }),
    );
}

function commandConflicts(path: string, options: PodOptions, isSet: boolean): Problem[] {
    const fields = ["command", "args"] as const;
    return fields
        .filter((field) => isSet && options[field] !== undefined)
        .map((field) => {
            const fix = "The component says what the container runs: leave it out.";
            return problem(`${path}.${field}`, options[field], "nothing", fix);
        });
}
