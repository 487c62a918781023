import {
    announces,
    credentialNames,
    namesEndingIn,
    type NameTest,
} from "../../../redaction/credentialName";
import { credentialsIn } from "../../../redaction/credentialText";
import { isLiteral } from "../../../redaction/literal";
import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import type { Shapes } from "../../kubernetes/shapes";
import { ifKnown } from "../../kubernetes/unknownValue";

interface Config {
    names: string[];
    allowedNames: string[];
}

/** Messages name keys only: a policy is shown secrets in plain text. */
export const noLiteralSecret = defineRule<Config>({
    id: "pod-no-literal-secret",
    description: "Secrets reach a container by reference, never as text in an object.",
    severity: "critical",
    remediation: "Keep the value in a Secret, and refer to it with valueFrom.secretKeyRef.",
    defaults: { names: [], allowedNames: [] },
    schema: {
        names: {
            type: "array",
            description: "Further endings of secret names in snake case, as regular expressions.",
            items: { type: "string", minLength: 1 },
        },
        allowedNames: {
            type: "array",
            description: "Names that look like a secret's and are none.",
            items: { type: "string" },
        },
    },
    checkObject(object, examination) {
        if (isKind(object, "core/ConfigMap")) {
            checkConfigMap(object, examination);
        }
    },
    checkContainer({ container, pod, where }, examination) {
        examination.each(container.env, (variable) => {
            const name = variable.name ?? "";
            if ("value" in variable && !examination.config.allowedNames.includes(name)) {
                const found = literalSecret(name, () => variable.value, examination);
                if (found) {
                    examination.report(pod.object, {
                        says: `${where} env "${name}" holds ${found}`,
                        fix: "Put it into a Secret and use valueFrom.secretKeyRef",
                    });
                }
            }
        });
    },
});

function checkConfigMap(
    configMap: KubernetesObject<Shapes["core/ConfigMap"]>,
    examination: Examination<Config>,
): void {
    const { allowedNames } = examination.config;
    for (const key of Object.keys(configMap.props.data ?? {})) {
        examination.attempt(() => {
            if (allowedNames.includes(key)) {
                return;
            }
            const read = () => configMap.props.data?.[key];
            const found = literalSecret(key, read, examination);
            if (found) {
                examination.report(configMap, {
                    says: `data "${key}" holds ${found}`,
                    fix: "Move it into a Secret",
                });
            }
        });
    }
}

/** A value not known yet is a literal all the same: the name alone convicts it. */
function literalSecret(
    name: string,
    read: () => string | undefined,
    { config }: Examination<Config>,
): string | undefined {
    const isName = secretNameTest(config);
    const known = ifKnown(read);
    if (announces(name, known ?? 0, isName)) {
        return isLiteral(known ?? "unknown") ? "a literal secret" : undefined;
    }
    const text = read() ?? "";
    const found = credentialsIn(text, isName).filter(({ start, end }) =>
        isLiteral(text.slice(start, end)),
    );
    const named = found.filter(({ isNamed }) => isNamed).map(({ what }) => what);
    return named.length > 0
        ? `the literal secret ${[...new Set(named)].join(", ")}`
        : found[0]?.what;
}

function secretNameTest({ names, allowedNames }: Config): NameTest {
    const isName = namesEndingIn([...credentialNames, ...names]);
    return (name) => isName(name) && !allowedNames.includes(name);
}
