import type { NodeConfiguration } from "../broker/nodeConfiguration";
import { maySaySecret, settingOfComponent } from "../broker/nodeConfiguration";
import type { BrokerProtocols } from "../broker/protocols";
import { optionalProtocols } from "../broker/protocols";
import { pluginNames } from "../broker/rabbitMqConf";
import type { Imported } from "./importedHost";

/** The lines of a rabbitmq.conf that a broker of ours takes. What may be a secret is never repeated. */
export function importedConfiguration(
    text: string,
): Imported<NonNullable<NodeConfiguration["additionalConfig"]>> {
    const lines = linesOf(text).map(([key, value]) => ({ key, value, instead: insteadOf(key) }));
    const taken = lines.filter(({ instead }) => instead === undefined);
    const instead = new Set(lines.flatMap((line) => line.instead ?? []));
    return {
        declared: Object.fromEntries(taken.map(({ key, value }) => [key, value])),
        remarks: [...instead].map((fix) => {
            const keys = lines.filter((line) => line.instead === fix).map(({ key }) => key);
            return `rabbitmq.conf: left out: ${keys.join(", ")}. ${fix}`;
        }),
    };
}

/** What there is instead of a key that is not taken over. */
function insteadOf(key: string): string | undefined {
    return (
        settingOfComponent(key) ??
        (maySaySecret(key)
            ? "It may be a secret: mount a file into conf.d from a Secret, with pod.volumes and pod.volumeMounts."
            : undefined)
    );
}

function linesOf(text: string): [key: string, value: string][] {
    return text
        .split("\n")
        .map((line) => /^\s*([^#\s=]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [])
        .flatMap(([, key, value]): [string, string][] =>
            key !== undefined && value ? [[key, value]] : [],
        );
}

/** Plugins that every node has are left out, and those that speak a protocol become the protocol. */
export function importedPlugins(plugins: string[]): {
    additionalPlugins?: string[];
    protocols?: BrokerProtocols;
} {
    const everywhere = [...pluginNames([], {}), "rabbitmq_management_agent"];
    const spoken = Object.entries(optionalProtocols).filter(([, { plugin }]) =>
        plugins.includes(plugin!),
    );
    const speaking = spoken.map(([, { plugin }]) => plugin!);
    const additionalPlugins = [...new Set(plugins)].filter(
        (plugin) => ![...everywhere, ...speaking].includes(plugin),
    );
    return {
        ...(additionalPlugins.length > 0 && { additionalPlugins }),
        ...(spoken.length > 0 && {
            protocols: Object.fromEntries(spoken.map(([name]) => [name, {}])),
        }),
    };
}
