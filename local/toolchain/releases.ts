import * as tools from "./goTool";
import type { Release } from "./release";

const arch = process.arch === "x64" ? "amd64" : process.arch;

export const kubernetesRelease: Release = {
    name: "kubernetes",
    version: tools.kubernetes.version,
    files: (tools.kubernetes.aliases ?? []).map((program) => {
        const url = `https://dl.k8s.io/release/${tools.kubernetes.version}/bin/linux/${arch}/${program}`;
        return { url, checksums: `${url}.sha256`, program };
    }),
};

export const pulumiRelease: Release = pulumi(tools.pulumiCli.version);

function pulumi(version: string): Release {
    const folder = `https://github.com/pulumi/pulumi/releases/download/v${version}`;
    const url = `${folder}/pulumi-v${version}-${process.platform}-${process.arch}.tar.gz`;
    const checksums = `${folder}/pulumi-${version}-checksums.txt`;
    return { name: "pulumi", version, files: [{ url, checksums, strip: 1 }] };
}

export const corednsRelease: Release = coredns(tools.coredns.version);

function coredns(version: string): Release {
    const file = `coredns_${version.slice(1)}_linux_${arch}.tgz`;
    const url = `https://github.com/coredns/coredns/releases/download/${version}/${file}`;
    return { name: "coredns", version, files: [{ url, checksums: `${url}.sha256` }] };
}
