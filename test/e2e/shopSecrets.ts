import { shop } from "./shop";

interface StateResource {
    urn: string;
    type: string;
    outputs?: { result?: { plaintext?: string } };
}

/** Every generated password by the name of its resource, as only the state's key reveals them. */
export async function generatedPasswords(): Promise<{ [resource: string]: string }> {
    const state = JSON.parse(await shop.export("--show-secrets")) as {
        deployment: { resources: StateResource[] };
    };
    return Object.fromEntries(
        state.deployment.resources
            .filter(({ type }) => type === "random:index/randomPassword:RandomPassword")
            .map(({ urn, outputs }) => [
                urn.split("::").pop()!,
                JSON.parse(outputs!.result!.plaintext!) as string,
            ]),
    );
}
