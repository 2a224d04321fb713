import { type Fate, fateOfReads } from '@shipbell/testing/fuzzing';
import type { Reads } from '../aws/reads.ts';

/** The reads with these fates, and how many there were. */
export function unreliable({ codepipeline, codedeploy }: Reads, fates: readonly Fate[]) {
  const { meet, asked } = fateOfReads(fates, Number.POSITIVE_INFINITY);
  const wrap = <Calls extends object>(calls: Calls): Calls =>
    Object.fromEntries(
      Object.entries(calls).map(([name, read]) => [
        name,
        async (...parameters: unknown[]) => withLists(await meet(() => read(...parameters)), name),
      ]),
    ) as Calls;
  return { reads: { codepipeline: wrap(codepipeline), codedeploy: wrap(codedeploy) }, asked };
}

/** Anything may be missing in what AWS answers, but our own clients always give these. */
function withLists(answer: object | undefined, name: string): unknown {
  if (name === 'readFailedTargets') return { targets: [], count: 0, isCut: false, ...answer };
  return answer && PAGES.has(name) ? { items: [], ...answer } : answer;
}

const PAGES: ReadonlySet<string> = new Set(['readActions', 'readExecutions', 'readPipelines', 'listDeployments']);
