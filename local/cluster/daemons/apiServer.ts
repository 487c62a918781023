import { join } from "node:path";

import { ownNetworks, ports } from "../addresses";
import {
    authorityFile,
    certificateFile,
    frontProxyAuthorityFile,
    frontProxyClient,
    keyFile,
    serviceAccountKeyFile,
} from "../certificates";
import { firstNode } from "../clusterNode";
import { type Daemon, goMemory } from "../daemon";
import { ipFamilies } from "../ipFamilies";
import { probe } from "../probe";

export function apiServer(kubernetes: string): Daemon {
    return {
        name: "kube-apiserver",
        command: join(kubernetes, "kube-apiserver"),
        args: [
            `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
            // It would take a watch from "0" for one that lists as well, for which Debian's etcd is too old.
            "--feature-gates=WatchList=false",
            `--advertise-address=${firstNode.addresses[0]}`,
            ...(ipFamilies.includes("IPv6") ? ["--bind-address=::"] : []),
            `--secure-port=${ports.apiServer}`,
            `--service-cluster-ip-range=${ownNetworks.map(({ services }) => services).join(",")}`,
            `--tls-cert-file=${certificateFile("api-server")}`,
            `--tls-private-key-file=${keyFile("api-server")}`,
            `--client-ca-file=${authorityFile}`,
            "--anonymous-auth=false",
            "--authorization-mode=Node,RBAC",
            "--enable-admission-plugins=NodeRestriction",
            `--kubelet-client-certificate=${certificateFile("api-server-to-kubelet")}`,
            `--kubelet-client-key=${keyFile("api-server-to-kubelet")}`,
            `--kubelet-certificate-authority=${authorityFile}`,
            // Otherwise logs and exec look the node's name up, and nothing here resolves it.
            "--kubelet-preferred-address-types=InternalIP",
            // API servers that join this one, such as that of KEDA's metrics, learn by these who asks.
            `--requestheader-client-ca-file=${frontProxyAuthorityFile}`,
            `--requestheader-allowed-names=${frontProxyClient}`,
            "--requestheader-username-headers=X-Remote-User",
            "--requestheader-group-headers=X-Remote-Group",
            "--requestheader-extra-headers-prefix=X-Remote-Extra-",
            `--proxy-client-cert-file=${certificateFile(frontProxyClient)}`,
            `--proxy-client-key-file=${keyFile(frontProxyClient)}`,
            "--service-account-issuer=https://kubernetes.default.svc",
            `--service-account-key-file=${serviceAccountKeyFile}`,
            `--service-account-signing-key-file=${serviceAccountKeyFile}`,
            "--default-watch-cache-size=50",
            "--event-ttl=1h",
            "--profiling=false",
        ],
        runsIn: firstNode,
        env: goMemory(500),
        findFault: () =>
            probe({
                port: ports.apiServer,
                path: "/readyz",
                tls: { certificate: certificateFile("admin"), key: keyFile("admin") },
            }),
    };
}
