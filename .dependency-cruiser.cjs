// Which folder may import which: the key may import the folders of its list, itself, and packages.
// What is not listed here is refused by `npm run check`, and so is every cycle.
const arrows = {
    "components/kubernetes": ["components/problems.ts", "components/schemaProblems.ts"],
    "components/topology": [
        "components/kubernetes",
        "components/argumentShape.ts",
        "components/problems.ts",
    ],
    "components/connection": [
        "components/kubernetes",
        "components/topology",
        "components/problems.ts",
    ],
    "components/monitoring": ["components/kubernetes", "components/problems.ts"],
    "components/workload": [
        "components/connection",
        "components/kubernetes",
        "components/argumentShape.ts",
        "components/judgedInputs.ts",
        "components/problems.ts",
    ],
    "components/broker": [
        "components/connection",
        "components/kubernetes",
        "components/monitoring",
        "components/topology",
        "components/argumentShape.ts",
        "components/judgedInputs.ts",
        "components/problems.ts",
    ],
    "components/team": [
        "components/broker",
        "components/connection",
        "components/kubernetes",
        "components/topology",
        "components/argumentShape.ts",
        "components/judgedInputs.ts",
        "components/problems.ts",
    ],
    "components/operated": [
        "components/broker",
        "components/connection",
        "components/kubernetes",
        "components/argumentShape.ts",
        "components/judgedInputs.ts",
        "components/problems.ts",
    ],
    "components/import": ["components/broker", "components/kubernetes", "components/topology"],
    components: [],
    plugin: ["components"],
    stacks: ["components"],
    redaction: [],
    "policy/kubernetes": ["redaction"],
    "policy/engine": ["policy/kubernetes", "redaction"],
    "policy/rules": ["policy/engine", "policy/kubernetes", "redaction"],
    policy: ["redaction"],
    "preview/events": ["redaction"],
    "preview/changes": ["preview/events", "redaction"],
    "preview/comment": ["preview/changes", "preview/events", "redaction"],
    "preview/sarif": ["preview/changes", "preview/comment", "preview/events", "redaction"],
    "preview/codeHost": ["preview/comment"],
    "preview/outcome": ["preview/changes", "preview/comment", "preview/events", "redaction"],
    preview: ["redaction"],
    workloads: [],
    local: ["components", "policy", "preview", "stacks", "workloads"],
};

const ours = "^(components|plugin|stacks|redaction|policy|preview|workloads|local|test)/";

// A folder inside another is the narrower rule, so that the wider one leaves it alone.
const rules = Object.entries(arrows).map(([folder, allowed]) => {
    const narrower = Object.keys(arrows).filter((other) => other.startsWith(`${folder}/`));
    return {
        name: `${folder} imports ${allowed.join(", ") || "nothing of ours"}`,
        severity: "error",
        from: { path: `^${folder}/`, pathNot: narrower.map((other) => `^${other}/`) },
        to: { path: ours, pathNot: [folder, ...allowed].map(startingWith) },
    };
});

function startingWith(path) {
    return path.endsWith(".ts") ? `^${path}$` : `^${path}/`;
}

module.exports = {
    forbidden: [
        ...rules,
        {
            name: "topology makes no resource",
            comment: "What is declared is data: it is rendered by pure functions.",
            severity: "error",
            from: { path: "^components/topology/" },
            to: { path: "node_modules/@pulumi/(kubernetes|random)" },
        },
        { name: "no cycle", severity: "error", from: {}, to: { circular: true } },
    ],
    options: {
        doNotFollow: { path: "node_modules" },
        exclude: { path: "/dist/" },
        tsPreCompilationDeps: true,
        tsConfig: { fileName: "tsconfig.json" },
    },
};
