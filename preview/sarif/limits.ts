import type { Result, Run } from "sarif";

type FullRun = Run & { results: Result[] };

/** What GitHub takes of one log. */
const mostRuns = 20;
const mostResults = 25_000;
const gravity: (Result["level"] | undefined)[] = ["error", "warning", "note", "none"];

/** As many runs and results as GitHub takes, the gravest of them; the order stays. */
export function withinLimits(runs: FullRun[]): FullRun[] {
    const worst = (run: FullRun) => Math.min(...run.results.map(rank), gravity.length);
    return kept(runs, mostRuns, worst).map((run) => ({
        ...run,
        results: kept(run.results, mostResults, rank),
    }));
}

function rank({ level }: Result): number {
    return gravity.indexOf(level ?? "warning");
}

function kept<Item>(items: Item[], most: number, rankOf: (item: Item) => number): Item[] {
    if (items.length <= most) {
        return items;
    }
    const ranked = items.map((item, index) => ({ index, rank: rankOf(item) }));
    const first = ranked.sort((a, b) => a.rank - b.rank || a.index - b.index).slice(0, most);
    const indexes = new Set(first.map(({ index }) => index));
    return items.filter((_, index) => indexes.has(index));
}
