import type { Capacity } from "../changes/capacity";
import { formatBytes, formatCores } from "../changes/quantity";
import type { ResourceChange, StackPreview } from "../changes/stackPreview";
import { codeSpan } from "./markdown";
import { plural } from "./plural";
import { resourceLabel } from "./resourceLabel";

const secretReference =
    /(secretKeyRef|secretRef)\.name$|secret\.secretName$|envFrom\[\d+\]\.secretRef/;
const credentialType = /^random:index\/random(Password|String):/;

/** What the changes mean for capacity and credentials, in words; Markdown, one effect each. */
export function effects(preview: StackPreview): string[] {
    const each = preview.resources.flatMap((resource) => [
        ...scaling(resource),
        ...serviceRates(resource),
        ...restarts(resource),
        ...volumes(resource),
    ]);
    const totals = preview.outcome === "succeeded" ? capacityTotals(preview) : [];
    return [...totals, ...each, ...(preview.isNewStack ? [] : rotations(preview))];
}

function capacityTotals({ isNewStack, capacity }: StackPreview): string[] {
    const { before, after, isAutoscaled } = capacity;
    const totals: [string, keyof Capacity, (n: number) => string][] = [
        ["pods", "pods", String],
        ["requested CPU cores", "cores", formatCores],
        ["requested memory", "memoryBytes", formatBytes],
        ["requested storage", "storageBytes", formatBytes],
    ];
    const changed = totals
        .map(([label, key, format]) => [label, format(before[key]), format(after[key])] as const)
        .filter(([, old, now]) => old !== now)
        .map(([label, old, now]) => (isNewStack ? `${label} ${now}` : `${label} ${old} → ${now}`));
    const most = isAutoscaled ? ", with autoscalers at their maximum" : "";
    const kept = capacity.keptStorageBytes;
    return [
        ...(changed.length ? [`Total capacity: ${changed.join(", ")}${most}.`] : []),
        ...(kept
            ? [
                  `Claims of ${formatBytes(kept)} outlive their pods: delete them once nobody needs the data.`,
              ]
            : []),
    ];
}

function scaling({ action, pods, ...resource }: ResourceChange): string[] {
    const isScaled =
        pods?.before !== undefined && pods.after !== undefined && pods.before !== pods.after;
    return isScaled && action !== "create" && action !== "delete"
        ? [`${resourceLabel(resource)} scales ${pods.before} → ${pods.after} pods.`]
        : [];
}

/** A queue into which more comes than goes out has no end. */
function serviceRates({ keepsUp, ...resource }: ResourceChange): string[] {
    const { before, after } = keepsUp ?? {};
    if (!after || (before?.until === after.until && before.arriving === after.arriving)) {
        return [];
    }
    const until = before ? fromTo(before.until, after.until) : rate(after.until);
    const arriving = before ? fromTo(before.arriving, after.arriving) : rate(after.arriving);
    const growth =
        after.until > after.arriving ? "" : " **Its queue grows for ever at that rate.**";
    return [
        `${resourceLabel(resource)} keeps up until ${until} messages a second; ${arriving} arrive at peak.${growth}`,
    ];
}

function fromTo(before: number, after: number): string {
    return before === after ? rate(after) : `${rate(before)} → ${rate(after)}`;
}

function rate(perSecond: number): string {
    return perSecond.toLocaleString("en-US", { maximumFractionDigits: perSecond < 10 ? 2 : 0 });
}

function restarts({ action, pods, changes, ...resource }: ResourceChange): string[] {
    if (!pods) {
        return [];
    }
    const count = pods.before === undefined ? "its pods" : plural(pods.before, "pod");
    if (action === "replace") {
        return [`${resourceLabel(resource)}: ${replacedPods(count, resource)}`];
    }
    const isRolled = action === "update" && changes.some((c) => c.path.startsWith("spec.template"));
    return isRolled
        ? [`${resourceLabel(resource)} rolls over to new pods, ${count} step by step.`]
        : [];
}

function replacedPods(
    count: string,
    { deletedFirst, isRetained }: Pick<ResourceChange, "deletedFirst" | "isRetained">,
): string {
    if (isRetained) {
        return `new pods start beside the old ones; ${count} stay.`;
    }
    return deletedFirst
        ? `**${count} go away at once** and are made again.`
        : `new pods start first, then ${count} go away.`;
}

function volumes({ type, action, changes, ...resource }: ResourceChange): string[] {
    if (!/:PersistentVolumeClaim(Patch)?$/.test(type) || action !== "update") {
        return [];
    }
    return changes
        .filter((c) => c.path === "spec.resources.requests.storage")
        .map((c) => `${resourceLabel(resource)}: volume ${text(c.before)} → ${text(c.after)}.`);
}

function rotations({ resources }: StackPreview): string[] {
    const made = resources.filter((r) => credentialType.test(r.type));
    const of = (action: string) =>
        made.filter((r) => r.action === action).map((r) => codeSpan(r.name));
    const users = resources
        .filter((r) => r.action === "update" && r.changes.some((c) => secretReference.test(c.path)))
        .map(resourceLabel);
    const lines: [string, string[]][] = [
        ["New credentials are generated:", of("create")],
        ["Credentials are generated anew:", of("replace")],
        ["Credentials are discarded:", of("delete")],
        ["Roll over to new credentials:", users],
    ];
    return lines
        .filter(([, names]) => names.length)
        .map(([label, names]) => `${label} ${names.join(", ")}.`);
}

function text(value: { is: string; text?: string }): string {
    return value.text ?? value.is;
}
