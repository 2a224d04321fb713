/** The shorter and the longer text: the longer one has 32,768 characters, as a cause of Step Functions may have. */
const SHORT = 4_096;
const LONG = 32_768;

/** The least that a run counts for: below it, what a process does besides would be the greater part. */
const LEAST_MICROSECONDS = 2_000;

/**
 * Returns by how much more the cost grows than the text: 1 where a text of eight times the length costs eight times as much,
 * 8 where the cost grows with the square of the length. The cost is the time of this process's own processor, the least of
 * some runs, so that what else the machine does is not counted.
 */
export function costGrowth(run: (length: number) => void): number {
  const [short, long] = [SHORT, LONG].map((length) =>
    Math.max(
      LEAST_MICROSECONDS,
      leastCost(() => run(length)),
    ),
  );
  return (long ?? 0) / (short ?? 1) / (LONG / SHORT);
}

function leastCost(run: () => void): number {
  const costs = Array.from({ length: 3 }, () => {
    const begin = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(begin);
    return user + system;
  });
  return Math.min(...costs);
}
