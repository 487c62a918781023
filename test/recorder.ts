import * as pulumi from "@pulumi/pulumi";
import type {
    RegisterResourceOutputsRequest,
    RegisterResourceRequest,
    RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";

/** A property bag as it crosses the wire: secrets are envelopes, unknown values `unknown`. */
export interface Properties {
    [property: string]: unknown;
}

/** What stands for an unknown value in recorded properties. */
export const unknown = pulumi.runtime.unknownValue;

export const stackType = "pulumi:pulumi:Stack";

/** Everything that a program said about one resource when it registered it. */
export interface RecordedResource {
    type: string;
    name: string;
    urn: string;
    inputs: Properties;
    /** What a component, or the stack, registered as its outputs. */
    outputs?: Properties;
    /** Absent for what the stack itself holds. */
    parent?: { type: string; name: string };
    /** `URN::ID` of an explicit provider. */
    provider: string;
    /** The `type::name` of everything that has to be there before it. */
    dependencies: string[];
    /** For each top-level input, the `type::name` of the resources that it takes an output from. */
    propertyDependencies: { [property: string]: string[] };
    options: RecordedOptions;
}

export interface RecordedOptions {
    ignoreChanges: string[];
    replaceOnChanges: string[];
    additionalSecretOutputs: string[];
    aliases: string[];
    deleteBeforeReplace: boolean;
    retainOnDelete: boolean;
    protect: boolean;
    /** The names of the hooks that the engine runs before it updates the resource. */
    beforeUpdate: string[];
    customTimeouts: { create?: string; update?: string; delete?: string };
}

type Callback<T> = (error: Error | null, response?: T) => void;

interface Monitor {
    registerResource(
        request: RegisterResourceRequest,
        callback: Callback<RegisterResourceResponse>,
    ): Promise<void>;
    registerResourceOutputs(
        request: RegisterResourceOutputsRequest,
        callback: Callback<unknown>,
    ): void;
}

/**
 * Hooks are callbacks that the engine runs, over a server that each program starts for it. Under mocks
 * nobody calls: the hooks that the run registers are handed to the test instead.
 */
export function recordHooks(): pulumi.ResourceHook[] {
    const hooks: pulumi.ResourceHook[] = [];
    const registerResourceHook = (hook: pulumi.ResourceHook) => {
        hooks.push(hook);
        return Promise.resolve();
    };
    const { globalStore } = globalThis as unknown as { globalStore: { callbacks: unknown } };
    globalStore.callbacks = {
        registerResourceHook,
        awaitStackRegistrations: () => Promise.resolve(),
        shutdown: () => undefined,
    };
    // The mocks' own monitor takes no hooks.
    Object.assign(pulumi.runtime.getMonitor()!, { registerResourceHook: () => undefined });
    return hooks;
}

/**
 * Listens at the monitor of the run that begins: mocks are not told of parents, dependencies and
 * options. The list that it returns fills while the program runs.
 */
export function recordRegistrations(): RecordedResource[] {
    const resources: RecordedResource[] = [];
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const registerResource = monitor.registerResource.bind(monitor);
    const registerResourceOutputs = monitor.registerResourceOutputs.bind(monitor);
    monitor.registerResource = (request, callback) =>
        registerResource(request, (error, response) => {
            if (response) {
                resources.push(recordedResource(request, response.getUrn()));
            }
            callback(error, response);
        });
    monitor.registerResourceOutputs = (request, callback) => {
        const resource = resources.find(({ urn }) => urn === request.getUrn());
        if (resource) {
            resource.outputs = request.getOutputs()?.toJavaScript();
        }
        registerResourceOutputs(request, callback);
    };
    return resources;
}

function recordedResource(request: RegisterResourceRequest, urn: string): RecordedResource {
    const [parentType = "", parentName = ""] = identity(request.getParent()).split("::");
    const hasParent = parentType !== "" && parentType !== stackType;
    return {
        type: request.getType(),
        name: request.getName(),
        urn,
        inputs: request.getObject()?.toJavaScript() ?? {},
        ...(hasParent && { parent: { type: parentType, name: parentName } }),
        provider: request.getProvider(),
        dependencies: identities(request.getDependenciesList()),
        propertyDependencies: propertyDependencies(request),
        options: options(request),
    };
}

function propertyDependencies(request: RegisterResourceRequest) {
    const entries = [...request.getPropertydependenciesMap().entries()] as [
        string,
        RegisterResourceRequest.PropertyDependencies,
    ][];
    return Object.fromEntries(
        entries
            .map(([property, value]) => [property, identities(value.getUrnsList())] as const)
            .filter(([, resources]) => resources.length > 0),
    );
}

function options(request: RegisterResourceRequest): RecordedOptions {
    const { create, update, pb_delete } = request.getCustomtimeouts()?.toObject() ?? {};
    return {
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
        aliases: request.getAliasurnsList(),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        retainOnDelete: request.getRetainondelete() ?? false,
        protect: request.getProtect() ?? false,
        beforeUpdate: request.getHooks()?.getBeforeUpdateList() ?? [],
        customTimeouts: {
            ...(create && { create }),
            ...(update && { update }),
            ...(pb_delete && { delete: pb_delete }),
        },
    };
}

/** `type::name` of a URN, without the types of its parents. */
function identity(urn: string): string {
    const [, , qualifiedType = "", name = ""] = urn.split("::");
    return `${qualifiedType.split("$").at(-1)}::${name}`;
}

function identities(urns: string[]): string[] {
    return [...new Set(urns.map(identity))].sort();
}
