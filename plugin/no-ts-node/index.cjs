// Pulumi's SDK registers ts-node with the tsconfig.json of whoever uses a plugin, and fails on options that it does not
// know. This plugin is compiled already, so what it registers is nothing.
exports.register = () => undefined;
