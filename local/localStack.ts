/** What `npm start` brings up: the stack, its namespace and its consumers, as `stacks/Pulumi.local.yaml` says. */
export const localStack = { name: "local", namespace: "shop", consumers: 3 } as const;
