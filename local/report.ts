/** Takes one line of progress at a time. */
export type Report = (line: string) => void;

/** "8 s", "3 min 5 s": the time since `started`, in milliseconds since the epoch. */
export function elapsed(started: number, now: number = Date.now()): string {
    const seconds = Math.round((now - started) / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
