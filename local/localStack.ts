/** What `npm start` brings up: the stack, its namespace and its consumers, as `stacks/Pulumi.local.yaml` says. */
export const localStack = { name: "local", namespace: "shop", consumers: 3 } as const;

/** They judge each resource during an update too, before it is made. */
export const localPolicies = [
    ...["--policy-pack", "policy"],
    ...["--policy-pack-config", `policy/config/${localStack.name}.json`],
];
