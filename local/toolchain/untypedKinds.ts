const sdk = String.raw`github\.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes`;
const typedPackages = new RegExp(`^\\t\\w+ "${sdk}/.+"\\n`, "gm");
const typedResources = /\bvar res \w+\.\w+$/gm;

/**
 * What the plugin's components for YAML, Helm and Kustomize find, they register by its token, with the Go SDK's type of
 * that kind to hold the answer, of which they read no more than what all types have. That is all that brings the SDK's
 * 70 packages into the plugin, and half of the time to build it. This lets them hold every answer alike.
 */
export function untypedKinds(source: string): string {
    return source
        .replaceAll(typedPackages, "")
        .replaceAll(typedResources, "var res apiextensions.CustomResource");
}
