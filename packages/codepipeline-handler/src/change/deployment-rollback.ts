import type { Change, RevisionName } from '@shipbell/core';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import { tryRead } from '../aws/read-failure.ts';
import { type Deployment, toDeployment } from '../source/deployment.ts';
import { findEarlierSource, type Places } from '../source/find-earlier-source.ts';
import type { FoundSource } from '../source/found-source.ts';
import { describeChange, unknownChange } from './describe-change.ts';

export interface TakenBack {
  /** What the failed deployment had brought; undefined where it is not known. */
  readonly from: RevisionName | undefined;
  /** Undefined where it is not known what this deployment brings. */
  readonly change: Change | undefined;
  /** The id of the revision that the change is about, of several. */
  readonly changed: string | undefined;
}

/** What a rollback takes back: the revision of the failed deployment because of which it was made. Never throws. */
export async function findTakenBack(
  failedId: string,
  now: FoundSource,
  places: Places,
  codedeploy: CodeDeploy,
  signal: AbortSignal,
): Promise<TakenBack> {
  const info = await tryRead(
    codedeploy.readDeployment(failedId, signal),
    `deployment ${failedId}`,
    'codedeploy:GetDeployment',
  );
  const failed: Deployment = { ...toDeployment(info.value ?? {}), id: failedId };
  const before = await findEarlierSource(failed, places);
  if (before.source.kind === 'unknown') {
    const reason = `it takes back deployment ${failedId}, and ${before.source.reason}`;
    return { from: undefined, ...unknownChange(reason) };
  }
  if (now.source.kind === 'unknown') return { from: nameOf(before), change: undefined, changed: undefined };
  const { change, changed } = await describeChange(now, before, undefined, async () => true);
  return { from: 'previous' in change ? change.previous : nameOf(before), change, changed };
}

function nameOf({ origins: [first] }: FoundSource): RevisionName | undefined {
  return first && { id: first.revision.id, title: first.revision.title };
}
