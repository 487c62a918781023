import { credentialNames, namesEndingIn, type NameTest } from "../../../redaction/credentialName";
import { decoded, literalSecret } from "../../../redaction/literalSecret";
import { patternProblems } from "../../engine/configurationProblems";
import type { Examination } from "../../engine/examination";
import { defineRule } from "../../engine/rule";
import { isKind, type KubernetesObject } from "../../kubernetes/object";
import { actions } from "../../kubernetes/probeActions";
import type { ObjectMeta } from "../../kubernetes/shapes/meta";
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
    tags: ["security", "secrets"],
    frameworks: ["cis"],
    remediation: "Keep the value in a Secret, and refer to it with valueFrom.secretKeyRef.",
    defaults: { names: [], allowedNames: [] },
    schema: {
        names: {
            type: "array",
            description:
                "Endings of secret names in snake case, as regular expressions, beside those that are known.",
            items: { type: "string", minLength: 1 },
        },
        allowedNames: {
            type: "array",
            description: "Names that look like a secret's and are none.",
            items: { type: "string" },
        },
    },
    problems: ({ names }) => patternProblems("names", names),
    checkObject(object, examination) {
        const { attempt } = examination;
        attempt(() => checkMetadata(object, "", object.props.metadata, examination));
        if (isKind(object, "core/ConfigMap")) {
            const dataOf = (key: string) => `data "${key}"`;
            checkTexts(object, dataOf, object.props.data, "Move it into a Secret", examination);
            examination.each(Object.keys(object.props.binaryData ?? {}), (key) =>
                checkText(
                    object,
                    `binaryData "${key}"`,
                    key,
                    () => decoded(object.props.binaryData?.[key] ?? ""),
                    "Move it into a Secret",
                    examination,
                ),
            );
        }
        if (isKind(object, "keda.sh/ScaledObject", "keda.sh/ScaledJob")) {
            examination.each(object.props.spec?.triggers, ({ metadata }, index) =>
                checkTexts(
                    object,
                    (key) => `spec.triggers[${index}].metadata "${key}"`,
                    metadata,
                    "Put it into a Secret and use authenticationRef",
                    examination,
                ),
            );
        }
        if (isKind(object, "rabbitmq.com/RabbitmqCluster")) {
            const { additionalConfig, advancedConfig, envConfig } =
                object.props.spec?.rabbitmq ?? {};
            checkTexts(
                object,
                (key) => `spec.rabbitmq.${key}`,
                { additionalConfig, advancedConfig, envConfig },
                "Move it into a Secret",
                examination,
            );
        }
    },
    checkPod(pod, examination) {
        if (pod.path !== "") {
            checkMetadata(pod.object, pod.path, pod.metadata, examination);
        }
    },
    checkContainer({ container, pod, where }, examination) {
        const { each, attempt } = examination;
        const check = (at: string, name: string, read: () => string | undefined) =>
            checkText(pod.object, `${where} ${at}`, name, read, fromSecret, examination);
        each(container.env, (variable) => {
            const name = variable.name ?? "";
            if ("value" in variable) {
                check(`env "${name}"`, name, () => variable.value);
            }
        });
        for (const field of ["command", "args"] as const) {
            attempt(() => check(field, field, () => argumentsText(container[field])));
        }
        for (const field of ["script", "source"] as const) {
            attempt(() => check(field, field, () => container[field]));
        }
        for (const { at, read } of actions) {
            attempt(() => {
                const { httpGet, exec } = read(container) ?? {};
                check(`${at} command`, "command", () => argumentsText(exec?.command));
                check(`${at} path`, "path", () => httpGet?.path);
                each(httpGet?.httpHeaders, (header) =>
                    check(`${at} header "${header.name}"`, header.name ?? "", () => header.value),
                );
            });
        }
    },
});

const fromSecret = "Put it into a Secret and use valueFrom.secretKeyRef";

/** All of a command at once, because an option stands before its value. */
function argumentsText(words: readonly string[] | undefined): string | undefined {
    return words && JSON.stringify(words);
}

/** An annotation or a label called after a Secret names it, and a checksum only tells when it changes. */
const referring = /secrets?$|credentials?$|checksum|hash|sha\d*$/i;

function checkMetadata(
    object: KubernetesObject,
    path: string,
    metadata: ObjectMeta | undefined,
    examination: Examination<Config>,
): void {
    for (const field of ["annotations", "labels"] as const) {
        examination.attempt(() => {
            const texts = metadata?.[field];
            examination.each(Object.keys(texts ?? {}), (key) =>
                checkText(
                    object,
                    `${path}metadata.${field} "${key}"`,
                    referring.test(key) ? field : (key.split("/").at(-1) ?? ""),
                    () => texts?.[key],
                    "Move it into a Secret",
                    examination,
                ),
            );
        });
    }
}

function checkTexts(
    object: KubernetesObject,
    where: (key: string) => string,
    texts: Readonly<{ [key: string]: string | undefined }> | undefined,
    fix: string,
    examination: Examination<Config>,
): void {
    examination.each(Object.keys(texts ?? {}), (key) =>
        checkText(object, where(key), key, () => texts?.[key], fix, examination),
    );
}

function checkText(
    object: KubernetesObject,
    where: string,
    name: string,
    read: () => string | undefined,
    fix: string,
    examination: Examination<Config>,
): void {
    if (!examination.config.allowedNames.includes(name)) {
        const found = secretIn(name, read, secretNameTest(examination.config));
        if (found) {
            examination.report(object, { says: `${where} holds ${found}`, fix });
        }
    }
}

/** A value not known yet is a literal all the same: the name alone convicts it. */
function secretIn(
    name: string,
    read: () => string | undefined,
    isName: NameTest,
): string | undefined {
    const known = ifKnown(read);
    return known === undefined && isName(name)
        ? literalSecret(name, "unknown", isName)
        : literalSecret(name, read() ?? "", isName);
}

/** The test of the configuration that was asked for last: a run has one, and asks for each text. */
let lastTest: { readonly key: string; readonly isName: NameTest } | undefined;

function secretNameTest({ names, allowedNames }: Config): NameTest {
    const key = JSON.stringify([names, allowedNames]);
    if (lastTest?.key !== key) {
        const isEnding = namesEndingIn([...credentialNames, ...names]);
        lastTest = { key, isName: (name) => isEnding(name) && !allowedNames.includes(name) };
    }
    return lastTest.isName;
}
