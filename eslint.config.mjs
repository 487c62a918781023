import js from "@eslint/js";
import importSort from "eslint-plugin-simple-import-sort";
import globals from "globals";
import tseslint from "typescript-eslint";

export default tseslint.config(
    // The examples and the site have dependencies and types of their own.
    {
        ignores: [
            "**/dist/",
            "**/node_modules/",
            "examples/nestjs/",
            "examples/typescript/",
            "site/.vitepress/",
        ],
    },
    js.configs.recommended,
    {
        plugins: { "import-sort": importSort },
        rules: {
            curly: "error",
            eqeqeq: "error",
            "prefer-const": "error",
            "import-sort/imports": "error",
        },
    },
    { files: ["**/*.{mjs,cjs}"], languageOptions: { globals: globals.node } },
    {
        files: ["**/*.ts"],
        extends: [...tseslint.configs.recommendedTypeChecked],
        languageOptions: {
            parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname },
        },
        rules: {
            "@typescript-eslint/consistent-type-imports": [
                "error",
                { fixStyle: "separate-type-imports" },
            ],
            "@typescript-eslint/consistent-indexed-object-style": ["error", "index-signature"],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            "@typescript-eslint/switch-exhaustiveness-check": "error",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
        },
    },
);
