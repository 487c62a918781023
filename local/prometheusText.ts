/** The sum of all series of one metric in Prometheus' text format; 0 where there is none. */
export function metricSum(text: string, metric: string): number {
    return text
        .split("\n")
        .filter((line) => line.startsWith(`${metric} `) || line.startsWith(`${metric}{`))
        .map((line) => Number(line.slice(line.lastIndexOf(" ") + 1)))
        .reduce((total, value) => total + value, 0);
}
