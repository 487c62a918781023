import { untypedKinds } from "./untypedKinds";

/** A program that is built from one of the Go modules under `local/go`. */
export interface GoTool {
    /** The file name of the program. */
    name: string;
    version: string;
    /** The folder of its module under `local/go`. */
    module: string;
    /** The package to build, as `go build` takes it; one that starts with `./` is a folder of the module. */
    package: string;
    /** Names in the same folder by which it is called as well. */
    aliases?: string[];
    /** Go variables that are set while linking. */
    variables?: { [key: string]: string };
    /** Files of another module that the package embeds, by name. They are taken from Go's cache while building. */
    embeds?: { [name: string]: { module: string; file: string } };
    /** A file of another module that is compiled in another form. */
    rewrites?: { module: string; file: string; rewrite: (source: string) => string };
}

const pulumiVersion = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const kubernetesVersion = "v1.34.4";
const kubernetesProvider = "github.com/pulumi/pulumi-kubernetes/provider/v4";
const kubernetesPluginVersion = "4.25.0";

export const pulumiCli: GoTool = {
    name: "pulumi",
    version: "3.259.0",
    module: "pulumi",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    variables: { [pulumiVersion]: "3.259.0" },
};

/** The newest Node.js language host that the Go module proxy serves. */
export const languageHost: GoTool = {
    name: "pulumi-language-nodejs-3.68.0",
    version: "3.68.0",
    module: "language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    variables: { [pulumiVersion]: "3.68.0" },
};

/** Stands before the old language host and does what that one cannot. */
export const languageHostFront: GoTool = {
    name: "pulumi-language-nodejs",
    version: pulumiCli.version,
    module: "pulumi",
    package: "./pulumi-language-nodejs",
};

/** The commit of the module in `go.mod` is the one that was released under this version. */
export const kubernetesPlugin: GoTool = {
    name: "pulumi-resource-kubernetes",
    version: kubernetesPluginVersion,
    module: "kubernetes",
    package: "./pulumi-resource-kubernetes",
    variables: { [`${kubernetesProvider}/pkg/version.Version`]: kubernetesPluginVersion },
    embeds: {
        "schema.json": {
            module: kubernetesProvider,
            file: "cmd/pulumi-resource-kubernetes/schema.json",
        },
    },
    rewrites: {
        module: "github.com/pulumi/pulumi-kubernetes/sdk/v4",
        file: "go/kubernetes/yaml/v2/kinds.go",
        rewrite: untypedKinds,
    },
};

/** No registry serves the official one. */
export const randomPlugin: GoTool = {
    name: "pulumi-resource-random",
    version: "stand-in",
    module: "pulumi",
    package: "./pulumi-resource-random",
};

export const kubernetes: GoTool = {
    name: "kubernetes",
    version: kubernetesVersion,
    module: "kubernetes",
    package: "./kubernetes",
    aliases: [
        "kube-apiserver",
        "kube-controller-manager",
        "kube-scheduler",
        "kubelet",
        "kube-proxy",
        "kubectl",
    ],
    variables: {
        "k8s.io/component-base/version.gitVersion": kubernetesVersion,
        "k8s.io/component-base/version.gitMajor": "1",
        "k8s.io/component-base/version.gitMinor": "34",
        "k8s.io/client-go/pkg/version.gitVersion": kubernetesVersion,
    },
};

export const coredns: GoTool = {
    name: "coredns",
    version: "v1.13.1",
    module: "kubernetes",
    package: "./coredns",
};

export const localProvisioner: GoTool = {
    name: "local-provisioner",
    version: "1",
    module: "kubernetes",
    package: "./local-provisioner",
};

/** What enforces NetworkPolicies. */
export const networkPolicies: GoTool = {
    name: "network-policies",
    version: "1",
    module: "kubernetes",
    package: "./network-policies",
};

export const pause: GoTool = {
    name: "pause",
    version: "1",
    module: "kubernetes",
    package: "./pause",
};

/** Checks the workflows of GitHub Actions. */
export const actionlint: GoTool = {
    name: "actionlint",
    version: "1.7.12",
    module: "actionlint",
    package: "github.com/rhysd/actionlint/cmd/actionlint",
};
