/** Variables by which Pulumi keeps what it knows in one place, whatever the caller is logged in to. */
export function pulumiEnvironment(backendUrl: string): NodeJS.ProcessEnv {
    return {
        PULUMI_BACKEND_URL: backendUrl,
        PULUMI_CONFIG_PASSPHRASE: "",
        // The salt stays in the state and out of the stack files, which are under version control.
        PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
}

/** An environment without the variables that would win over those. */
export function withoutOverriding({
    PULUMI_ACCESS_TOKEN: _token,
    PULUMI_CONFIG_PASSPHRASE_FILE: _file,
    PULUMI_STACK: _stack,
    ...others
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return others;
}
