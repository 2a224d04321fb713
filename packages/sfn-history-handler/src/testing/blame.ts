/** What a state did on a chain, and which states in it failed: because of which it was caught, or all the same. */
export interface Step {
  readonly name: string;
  readonly type: string;
  readonly isWell: boolean;
  readonly failed: readonly string[];
}

/** A chain of states, from its beginning, and the state on it that failed or holds the one that failed. */
export interface Level {
  readonly steps: readonly Step[];
  readonly name: string;
  readonly type: string;
}

/** Failures on a chain that nothing has repaired, how many states have worked since, and how many before the last Choice. */
interface Left {
  readonly names: readonly string[];
  readonly worked: number;
  readonly judged: number;
}

/**
 * Returns the failures that a chain has left. A state that comes again repairs its own, with what followed from it; a
 * failure after which a state has worked is given up for the next one.
 */
export function leftBy(steps: readonly Step[], before?: string): Left {
  let left: { readonly by: string; readonly names: readonly string[]; readonly isWell: boolean }[] = [];
  let worked = 0;
  let judged = 0;
  let allJudged = 0;
  let all = 0;
  const repair = (name: string) => {
    const index = left.findIndex(({ by }) => by === name);
    if (index >= 0) left = left.slice(0, index);
  };
  for (const { name, type, isWell, failed } of steps) {
    repair(name);
    if (failed.length > 0) {
      left = [...(worked === 0 ? left : []), { by: name, names: failed, isWell }];
      worked = 0;
      judged = 0;
    }
    if (type === 'Choice') [judged, allJudged] = [worked, all];
    if (!isWell || !/^(?:Task|Parallel|Map)$/.test(type)) continue;
    worked += 1;
    all += 1;
  }
  if (before !== undefined) repair(before);
  const last = left.at(-1);
  if (last === undefined) return { names: [], worked: all, judged: allJudged };
  // A container that has succeeded around a failure is none of those that worked after it.
  return { names: left.flatMap(({ names }) => names), worked, judged: Math.max(0, judged - (last.isWell ? 1 : 0)) };
}

/** Returns the names of the states that led to a failure, the first one first; its chains come from the inside out. */
export function blamed(levels: readonly Level[], isSilent: boolean): string[] {
  const { name = '', type } = levels[0] ?? {};
  let names: readonly string[] = [];
  let worked = 0;
  let judged = 0;
  for (const { steps, name } of levels) {
    const left = leftBy(steps, name);
    if (names.length === 0) {
      names = left.names;
      worked += left.worked;
      judged += left.judged;
    } else if (left.worked === 0) names = [...left.names, ...names];
  }
  const isLed = type === 'Fail' ? isSilent || (worked <= 3 && judged <= 1) : worked === 0;
  return [...(isLed ? names : []), name];
}
