import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { ResultPromise } from "execa";
import { execa } from "execa";

import { imageScript } from "../../components/broker/imageScript";
import type { Links } from "../../components/broker/links";
import { linkParameters } from "../../components/broker/links";
import { reconcilerFiles } from "../../components/broker/reconciler";
import type { ReconcilerTask } from "../../components/broker/topologyPod";
import { reconcilerVariables } from "../../components/broker/topologyPod";
import { brokerAccessDefaults } from "../../components/connection/brokerAccess";
import type { BrokerAccess, RabbitMqTopologyArgs, TenantAccess } from "../../components/index";
import { teamDefaults } from "../../components/team/arguments";
import { teamVariables } from "../../components/team/pod";
import { declaredTopology } from "../../components/team/tenant";
import type { TopologyArgs } from "../../components/topology/arguments";
import { rotationDefaults, topologyDefaults } from "../../components/topology/defaults";
import {
    mergeDefinitions,
    renderDefinitions,
    withParameters,
} from "../../components/topology/definitions";
import { teamOwner } from "../../components/topology/marks";
import { passwordHash } from "../../components/topology/passwordHash";
import { tenantDefaults, tenantUsers } from "../../components/topology/tenants";
import type { Credential } from "../../components/topology/users";
import { administrator, credentials, usersIn } from "../../components/topology/users";
import { dependentProcess } from "../../local/dependentProcess";
import { rabbitmqImage } from "../../local/images/rabbitmq";
import type { Login } from "./login";
import { managementRequest } from "./managementApi";
import { waitFor } from "./waitFor";

const owner = "rabbitmq";
/** RabbitMQ's own first user, which the topologies here did not make. */
const guest = { username: "guest", password: "guest" };
const path = "/opt/rabbitmq/sbin:/usr/bin:/bin";
/** What the Job of a team mounts, which may run while the broker's own does. */
const runOfTeam = "run-of-team";

/** One node in the folders of the image, on free ports: what the reconciler needs of a cluster, and no more. */
export class BrokerWithoutCluster {
    private readonly root = mkdtempSync(join(tmpdir(), "queue-workloads-broker-"));
    private management = 0;
    /** Where clients of AMQP find it. */
    public amqp = 0;
    /** Where clients of the stream protocol find it. */
    public stream = 0;
    private node?: ResultPromise;
    private variables: { [name: string]: string } = {};

    public async start(): Promise<void> {
        const { archive } = await rabbitmqImage(() => {});
        await execa("sh", ["-c", 'tar -xOf "$0" layer.tar | tar -x -C "$1"', archive, this.root]);
        const [amqp, management, epmd, distribution, stream] = await freePorts(5);
        this.management = management!;
        this.amqp = amqp!;
        this.stream = stream!;
        this.write("etc/hosts", "127.0.0.1 localhost\n");
        this.write(
            "etc/rabbitmq/enabled_plugins",
            "[rabbitmq_management,rabbitmq_stream,rabbitmq_shovel,rabbitmq_federation].\n",
        );
        this.write("etc/rabbitmq/conf.d/50-alone.conf", this.configuration());
        for (const [file, text] of Object.entries(reconcilerFiles())) {
            this.write(`run/reconciler/${file}`, text);
            this.write(`${runOfTeam}/reconciler/${file}`, text);
        }
        this.logsInAs({ username: "administrator-v1", password: administrator }, guest);
        await execa("chown", ["-R", "999:999", join(this.root, "var/lib/rabbitmq")]);
        const isolated = ["--mount", "--pid", "--fork", "--kill-child"];
        // The shell stays, because who changes its user is no longer killed with its parent.
        const withProc =
            'mount -t proc proc "$0/proc" && chroot --userspec=999:999 "$0" "$@"; exit';
        this.variables = {
            LANG: "C.UTF-8",
            HOME: "/var/lib/rabbitmq",
            RABBITMQ_LOGS: "-",
            RABBITMQ_NODENAME: "alone@localhost",
            ERL_EPMD_PORT: String(epmd),
            RABBITMQ_DIST_PORT: String(distribution),
            ERL_FLAGS: "+S 2:2",
        };
        this.node = execa(
            // unshare does not listen to SIGTERM while it waits.
            ...dependentProcess("KILL", "unshare", [
                ...[...isolated, "sh", "-c", withProc, this.root],
                ...["env", ...assignments(this.variables), "rabbitmq-server"],
            ]),
            { reject: false, stdio: "ignore" },
        );
        await waitFor("RabbitMQ to answer", 120, () =>
            this.ask("GET", "whoami").then(
                ({ ok }) => ok,
                () => false,
            ),
        );
    }

    private configuration(): string {
        return [
            `listeners.tcp.1 = 127.0.0.1:${this.amqp}`,
            "management.tcp.ip = 127.0.0.1",
            `management.tcp.port = ${this.management}`,
            `stream.listeners.tcp.1 = 127.0.0.1:${this.stream}`,
            "stream.advertised_host = 127.0.0.1",
            `stream.advertised_port = ${this.stream}`,
            "",
        ].join("\n");
    }

    public async stop(): Promise<void> {
        this.node?.kill("SIGKILL");
        await this.node;
        rmSync(this.root, { recursive: true, force: true });
    }

    /** Whom the reconciler may log in as, in this order. */
    public logsInAs(...logins: Login[]): void {
        logins.forEach(({ username, password }, index) =>
            this.write(
                `run/administrator/${index}.conf`,
                `[default]\nhostname = "127.0.0.1"\nport = ${this.management}\nusername = "${username}"\npassword = "${password}"\n`,
            ),
        );
    }

    /** Runs the reconciler as its Job would; never throws. */
    public async reconcile(task: ReconcilerTask, args: TopologyArgs, links?: Links) {
        const topology = topologyDefaults(args);
        const tenants = Object.fromEntries(
            Object.entries(args.tenants ?? {}).map(([name, tenant]) => [
                name,
                tenantDefaults(name, tenant),
            ]),
        );
        const administrators = hashed(credentials(administrator, rotationDefaults(undefined)));
        const clients = Object.entries(topology.clients).flatMap(([name, rotation]) =>
            credentials(name, rotation),
        );
        const declared = mergeDefinitions([
            renderDefinitions(owner, topology, [...administrators, ...hashed(clients)]),
            ...Object.entries(tenants).map(([name, tenant]) =>
                renderDefinitions(owner, tenant.topology, [
                    ...hashed(tenantUsers(name, tenant)),
                    ...administrators,
                ]),
            ),
        ]);
        const definitions = withParameters(declared, links ? linkParameters(links) : []);
        this.write("run/definitions/topology.json", JSON.stringify(definitions));
        const variables = reconcilerVariables(owner, { replicas: 1, topology, tenants });
        return this.run(["escript", "/run/reconciler/reconcile.escript", task], variables);
    }

    /** Runs the reconciler as the Job of a team's topology would, or a tenant's, by the login of a Secret. */
    public async reconcileTeam(
        task: ReconcilerTask,
        args: Omit<RabbitMqTopologyArgs, "broker"> & { virtualHost: string },
        {
            stack = "billing",
            login = guest,
            tenant,
        }: { stack?: string; login?: Login; tenant?: TenantAccess } = {},
    ) {
        const broker: BrokerAccess = {
            host: "127.0.0.1",
            managementPort: this.management,
            namespace: "elsewhere",
            administratorSecretName: "admin",
            tenant,
        };
        const settings = teamDefaults(args.virtualHost, { ...args, broker });
        const users = hashed(usersIn(args.virtualHost, settings.topology.clients));
        const topology = declaredTopology(settings, broker);
        const definitions = renderDefinitions(teamOwner(args.virtualHost), topology, users);
        this.write(`${runOfTeam}/definitions/topology.json`, JSON.stringify(definitions));
        this.write(`${runOfTeam}/administrator/username`, login.username);
        this.write(`${runOfTeam}/administrator/password`, login.password);
        const context = { settings, holder: `a topology of the stack ${stack}` };
        const variables = teamVariables(context, brokerAccessDefaults(broker, "none"));
        return this.run(
            ["escript", "/run/reconciler/reconcile.escript", task],
            variables as { [name: string]: string },
            runOfTeam,
        );
    }

    /** Looks at an image as its Job would: at the node's own, or at one with no more than these plugins of this version. */
    public lookAtImage(plugins: string[], other?: { version: string; plugins: string[] }) {
        const folder = "/opt/other";
        if (other) {
            rmSync(join(this.root, folder), { recursive: true, force: true });
            this.write(`${folder}/sbin/rabbitmq-server`, "#!/bin/sh\n");
            chmodSync(join(this.root, folder, "sbin/rabbitmq-server"), 0o755);
            ["rabbit", ...other.plugins].forEach((plugin) =>
                this.write(`${folder}/plugins/${plugin}-${other.version}/ebin/${plugin}.app`, ""),
            );
        }
        return this.run(["sh", "-c", imageScript], {
            ...(other && { PATH: `${folder}/sbin:${path}` }),
            ...{ IMAGE: "shop/rabbitmq:stable", PLUGINS: plugins.join(" ") },
        });
    }

    /** What an expression of Erlang comes to, with the modules of the reconciler at hand. */
    public async evaluate(expression: string): Promise<string> {
        const load =
            '[c:c(F, [{outdir, "/tmp"}]) || F <- filelib:wildcard("/run/reconciler/*.erl")]';
        const { all } = await this.run(
            [
                "erl",
                "-noshell",
                "-pa",
                "/tmp",
                "-eval",
                `${load}, io:format("~ts", [${expression}]), halt().`,
            ],
            {},
        );
        return all;
    }

    /** Puts what a Secret holds where the Job finds it, by the path of the argument. */
    public putUri(argument: string, text: string): void {
        this.write(`run/uris/${argument.replaceAll(".", "/")}`, text);
    }

    /** Runs rabbitmqctl on the node. */
    public ctl(...args: string[]): Promise<string> {
        return this.tool("rabbitmqctl", args);
    }

    /** Runs rabbitmq-streams on the node. */
    public streams(...args: string[]): Promise<string> {
        return this.tool("rabbitmq-streams", args);
    }

    private async tool(program: string, args: string[]): Promise<string> {
        const { exitCode, all } = await this.run([program, ...args], this.variables);
        assert.equal(exitCode, 0, all);
        return all;
    }

    /** As somebody who has nothing to do with the topologies. */
    public ask(method: string, request: string, body?: object): Promise<Response> {
        return this.askAs(guest, method, request, body);
    }

    public askAs(login: Login, method: string, request: string, body?: object): Promise<Response> {
        return managementRequest(this.management, login, method, request, body);
    }

    /** The names of what the management API lists. */
    public async names(request: string): Promise<string[]> {
        const listed = (await (await this.ask("GET", request)).json()) as { name: string }[];
        return listed.map(({ name }) => name).sort();
    }

    /** Runs a command in the image, which finds this folder under `/run`. */
    private run(command: string[], variables: { [name: string]: string }, folder = "run") {
        const given = assignments({ HOME: "/tmp", ...variables });
        const mounted =
            'mount --bind "$0/$1" "$0/run" && shift && exec chroot --userspec=999:999 "$0" env "$@"';
        const args = ["--mount", "sh", "-c", mounted, this.root, folder, ...given, ...command];
        return execa("unshare", args, { reject: false, all: true });
    }

    private write(file: string, text: string): void {
        const target = join(this.root, file);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, text);
    }
}

function assignments(variables: { [name: string]: string }): string[] {
    return Object.entries({ PATH: path, ...variables }).map(([name, value]) => `${name}=${value}`);
}

/** The password of each is what its owner is called. */
function hashed<User extends Credential>(users: User[]) {
    return users.map((user) => ({ ...user, passwordHash: passwordHash(user.owner, "AAAAAA==") }));
}

/** Ports that nobody listens on, all different. */
async function freePorts(count: number): Promise<number[]> {
    const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
    await Promise.all(servers.map((server) => new Promise((done) => server.on("listening", done))));
    const ports = servers.map((server) => (server.address() as AddressInfo).port);
    await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    return ports;
}
