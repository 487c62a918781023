/** What ends the proxies of service meshes: the port and the path that Istio's and Linkerd's listen on. */
const proxyEnds = ["15020/quitquitquit", "4191/shutdown"];

/**
 * Runs a command for so long at the most, from the start of the container: how long its image takes to be pulled
 * does not count. Then ends the proxies that a service mesh has put beside it, which would keep the pod
 * running for ever. Where there is none, nobody listens. The script's name is the command's first word.
 */
export function jobScript(deadlineSeconds: number): string {
    return `
timeout ${deadlineSeconds} "$0" "$@"
code=$?
[ "$code" != 124 ] || echo "not done within ${deadlineSeconds} s" >&2
for end in ${proxyEnds.join(" ")}; do
    (
        exec 3<> "/dev/tcp/127.0.0.1/\${end%%/*}"
        printf 'POST /%s HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n' "\${end#*/}" >&3
        timeout 5 cat <&3
    ) > /dev/null 2>&1
done
exit "$code"
`.trim();
}
