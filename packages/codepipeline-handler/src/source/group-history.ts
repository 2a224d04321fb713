import type { CodeDeploy } from '../aws/codedeploy.ts';
import { once } from '../aws/remember.ts';
import type { DeploymentGroup } from '../investigation.ts';
import { type Deployment, toDeployment } from './deployment.ts';

/** The deployments to a group that were created before one of them. */
export interface GroupHistory {
  /** Spans of time back from that deployment, the nearest first; each is read once. Throws CodeDeploy's errors. */
  spans(): AsyncIterable<Span>;
}

export interface Span {
  /** Newest first. */
  readonly deployments: readonly Deployment[];
  /** There are more in this span than are read, and CodeDeploy does not say which are the newest. */
  readonly isCut: boolean;
  /** The list holds the deployment itself, as a true history of the group does. */
  readonly isListed: boolean;
}

/**
 * How far back each span ends, in days; the last one has no end. ListDeployments has no documented order, so the newest
 * ones are certain only where everything of a span is read.
 */
const SPAN_ENDS_DAYS = [1, 10, 100];
const DAY_MS = 86_400_000;
const MAX_DEPLOYMENTS = 100;
const MAX_PAGES = 10;

export function createGroupHistory(
  group: DeploymentGroup,
  { id, createdAt }: { readonly id: string; readonly createdAt: Date },
  codedeploy: CodeDeploy,
  signal: AbortSignal,
): GroupHistory {
  const seen = new Set<string>();
  const readSpan = async (from: Date | undefined, to: Date): Promise<Span> => {
    const ids: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < MAX_PAGES && (page === 0 || after !== undefined); page++) {
      const { items, next } = await codedeploy.listDeployments(group, { from, to, after }, signal);
      ids.push(...items);
      after = next;
    }
    const isListed = ids.includes(id);
    const unseen = [...new Set(ids)].filter((one) => one !== id && !seen.has(one));
    const read = unseen.slice(0, MAX_DEPLOYMENTS - seen.size);
    for (const one of read) seen.add(one);
    const infos = read.length > 0 ? await codedeploy.readDeployments(read, signal) : [];
    const deployments = infos.map(toDeployment).filter((one) => timeOf(one) < createdAt.getTime());
    return {
      deployments: deployments.sort((one, other) => timeOf(other) - timeOf(one)),
      isCut: after !== undefined || read.length < unseen.length,
      isListed,
    };
  };
  const back = (days: number | undefined) =>
    days === undefined ? undefined : new Date(createdAt.getTime() - days * DAY_MS);
  // The list's times may leave out what was created at their very end.
  const ends = [new Date(createdAt.getTime() + 1_000), ...SPAN_ENDS_DAYS.map(back)];
  const spans = ends.map((to, index) => once(() => readSpan(back(SPAN_ENDS_DAYS[index]), to as Date)));
  return {
    async *spans() {
      for (const read of spans) {
        const span = await read();
        yield span;
        if (span.isCut) return;
      }
    },
  };
}

function timeOf({ createdAt }: Deployment): number {
  return createdAt?.getTime() ?? 0;
}
