export type LogLevel = "info" | "debug";

type LogEvent = (event: string, fields?: object) => void;

export interface Log {
    debug: LogEvent;
    info: LogEvent;
    error: LogEvent;
}

/** One JSON object a line on stdout, written before the call returns. */
export function createLog(threshold: LogLevel, write: (line: string) => void = toStdout): Log {
    const at = (level: string) => (event: string, fields?: object) =>
        write(JSON.stringify({ time: new Date().toISOString(), level, event, ...fields }));
    return {
        debug: threshold === "debug" ? at("debug") : () => undefined,
        info: at("info"),
        error: at("error"),
    };
}

function toStdout(line: string): void {
    process.stdout.write(`${line}\n`);
}
