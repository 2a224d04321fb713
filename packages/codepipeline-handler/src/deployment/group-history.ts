import type { DeploymentInfo, RevisionLocation } from '@aws-sdk/client-codedeploy';
import type { EarlierEnd } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import type { CodeDeploy, DeploymentGroup } from '../aws/codedeploy.ts';
import { lazyPages, once, oncePer, type Page } from '../aws/repeated-reads.ts';
import { statusesOfDeployment } from '../policy.ts';
import { functionsOf, goesBack } from './app-spec.ts';
import { statusOf, stopOf } from './deployment-facts.ts';
import { parseInstanceCounts } from './event.ts';
import { type Stack, stackOfDeployment } from './stack.ts';

/** The facts of a CodeDeploy deployment by which its source is found. */
export interface Deployment {
  readonly id: string;
  readonly createdAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** As CodeDeploy spells it: `Succeeded`. */
  readonly status: string | undefined;
  readonly revision: RevisionLocation | undefined;
  /** `user` (people and pipelines), `codeDeployRollback`, `autoscaling`, `CloudFormation`, …. */
  readonly creator: string | undefined;
  /** The stack whose update made it. */
  readonly stack: Stack | undefined;
  /** The failed deployment because of which this one was made. */
  readonly triggeringDeploymentId: string | undefined;
  /** Whether some of its targets got the revision, even where it did not succeed. */
  readonly hasReached: boolean;
  /** How it ended as a release. What a person stopped and what only repeats an earlier revision is neither. */
  readonly outcome: EarlierEnd['outcome'];
}

/**
 * Returns the facts that CodeDeploy gives of a deployment:
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
 */
export function toDeployment(info: DeploymentInfo): Deployment {
  const deployment = {
    id: info.deploymentId ?? '',
    createdAt: info.createTime,
    endedAt: info.completeTime,
    status: info.status,
    revision: info.revision,
    creator: info.creator,
    stack: stackOfDeployment(info),
    triggeringDeploymentId: info.rollbackInfo?.rollbackTriggeringDeploymentId,
    hasReached: (info.deploymentOverview?.Succeeded ?? 0) > 0,
  };
  return { ...deployment, outcome: isRepetition(deployment) ? 'neither' : outcomeOf(info) };
}

function outcomeOf(info: DeploymentInfo): EarlierEnd['outcome'] {
  const event = { status: statusOf(info) };
  const stop = stopOf(event, info.errorInformation);
  const instances = parseInstanceCounts(info.deploymentOverview);
  const [status] = statusesOfDeployment(event, { stop, instances, rollback: undefined });
  return status === 'succeeded' || status === 'failed' ? status : 'neither';
}

/** The deployments to a group that were created before one of them. */
export interface GroupHistory {
  /**
   * Walks the periods back from that deployment, the nearest first. Each is read once; a period that cannot be read is
   * the last one.
   */
  periods(): AsyncIterable<Reading<Period>>;
}

/** The deployments of a period of time. */
export interface Period {
  /** Newest first. */
  readonly deployments: readonly Deployment[];
  /** Whether the period has more deployments than are read; CodeDeploy does not say which are the newest. */
  readonly isCut: boolean;
  /** Whether the list holds the deployment itself, as a true history of the group does. */
  readonly isListed: boolean;
}

/**
 * How far back each period ends, in days; the last one has no end. ListDeployments has no documented order, so the
 * newest ones are certain only where everything of a period is read.
 */
const PERIOD_ENDS_DAYS = [1, 10, 100];
const DAY_MS = 86_400_000;
const MAX_DEPLOYMENTS = 100;
const MAX_PAGES = 10;

/** Lists the ids of the deployments within a period. */
type ListIds = (from: Date | undefined, to: Date) => Promise<Reading<Ids>>;

/** Lists the ids of the deployments of the nearest period before a deployment that was created at this moment. */
export type ListNewest = (createdAt: Date) => Promise<Reading<Ids>>;

/**
 * Returns what lists the ids of a group's deployments. The nearest period is listed once for the second in which the
 * deployment was created: an event says no more than that of the moment.
 */
export function createLists(group: DeploymentGroup, codedeploy: CodeDeploy, signal: AbortSignal) {
  const list: ListIds = (from, to) =>
    listIds((after) => codedeploy.listDeployments(group, { from, to, after }, signal));
  const newest = oncePer((second) =>
    list(back(Number(second), PERIOD_ENDS_DAYS[0]), new Date(Number(second) + END_MS)),
  );
  const listNewest: ListNewest = (createdAt) => newest(String(Math.floor(createdAt.getTime() / SECOND_MS) * SECOND_MS));
  return { list, listNewest };
}

/** The list's times may leave out what was created at their very end. */
const END_MS = 2_000;
const SECOND_MS = 1_000;

function back(from: number, days: number | undefined): Date | undefined {
  return days === undefined ? undefined : new Date(from - days * DAY_MS);
}

/** Returns the history of a group before the deployment with this id, which was created at that moment. */
export function createGroupHistory(
  { id, createdAt }: { readonly id: string; readonly createdAt: Date },
  { list, listNewest }: ReturnType<typeof createLists>,
  codedeploy: CodeDeploy,
  signal: AbortSignal,
): GroupHistory {
  const seen = new Set<string>();
  const readPeriod = async (listed: Promise<Reading<Ids>>): Promise<Reading<Period>> => {
    const { value, failure } = await listed;
    if (failure !== undefined) return { value: undefined, failure };
    const { ids, hasMore } = value;
    const unseen = [...new Set(ids)].filter((one) => one !== id && !seen.has(one));
    const read = unseen.slice(0, MAX_DEPLOYMENTS - seen.size);
    for (const one of read) seen.add(one);
    const infos = read.length > 0 ? await codedeploy.readDeployments(read, signal) : NONE;
    if (infos.failure !== undefined) return infos;
    const deployments = infos.value.map(toDeployment).filter((one) => timeOf(one) < createdAt.getTime());
    const period = {
      deployments: deployments.sort((one, other) => timeOf(other) - timeOf(one)),
      isCut: hasMore || read.length < unseen.length,
      isListed: ids.includes(id),
    };
    return { value: period, failure: undefined };
  };
  const earlier = PERIOD_ENDS_DAYS.map((days, index) => {
    const [from, to] = [PERIOD_ENDS_DAYS[index + 1], days].map((end) => back(createdAt.getTime(), end));
    return once(() => readPeriod(list(from, to as Date)));
  });
  const periods = [once(() => readPeriod(listNewest(createdAt))), ...earlier];
  return {
    async *periods() {
      for (const read of periods) {
        const period = await read();
        yield period;
        if (period.failure !== undefined || period.value.isCut) return;
      }
    },
  };
}

const NONE: Reading<readonly DeploymentInfo[]> = { value: [], failure: undefined };

/** The ids of a list, and whether it has more pages than are read. */
interface Ids {
  readonly ids: readonly string[];
  readonly hasMore: boolean;
}

async function listIds(readPage: (after: string | undefined) => Promise<Reading<Page<string>>>): Promise<Reading<Ids>> {
  const ids: string[] = [];
  let hasMore = false;
  for await (const page of lazyPages(readPage, MAX_PAGES)()) {
    if (page.failure !== undefined) return page;
    ids.push(...page.value.items);
    hasMore = page.value.next !== undefined;
  }
  return { value: { ids, hasMore }, failure: undefined };
}

/** Returns when the deployment was created, in milliseconds since the epoch. */
export function timeOf({ createdAt }: Deployment): number {
  return createdAt?.getTime() ?? 0;
}

/**
 * Returns whether CodeDeploy itself made the deployment out of an earlier revision, so that no pipeline's action shows
 * it.
 */
export function isRepetition({
  creator,
  triggeringDeploymentId,
  revision,
}: Pick<Deployment, 'creator' | 'triggeringDeploymentId' | 'revision'>): boolean {
  return triggeringDeploymentId !== undefined || REPEATERS.has(creator ?? '') || goesBack(revision);
}

/** Those who bring what is live already to instances that lack it. */
const SCALERS: readonly string[] = ['autoscaling', 'CodeDeployAutoUpdate'];
const REPEATERS: ReadonlySet<string> = new Set(['codeDeployRollback', ...SCALERS]);

/** Returns whether the deployment only brings what is live already to instances that lack it. */
export function isScaling({ creator }: Deployment): boolean {
  return SCALERS.includes(creator ?? '');
}

/**
 * Returns whether two deployments deployed the very same bundle. Two files that may have changed in between do not
 * count as the same.
 */
export function isSameRevision(one: RevisionLocation | undefined, other: RevisionLocation | undefined): boolean {
  const identity = identityOf(one);
  return identity.some((each) => identityOf(other).includes(each));
}

/**
 * Returns the identities of a revision, of which two equal revisions share one; none for a revision whose location may
 * come to hold something else.
 */
function identityOf(revision: RevisionLocation | undefined): string[] {
  const { s3Location, gitHubLocation, appSpecContent, string } = revision ?? {};
  const functions = functionsOf(revision);
  const identities: (readonly (string | undefined)[])[] = [
    ['github', gitHubLocation?.repository, gitHubLocation?.commitId],
    ['sha256', appSpecContent?.sha256 ?? string?.sha256],
    ['content', appSpecContent?.content ?? string?.content],
  ];
  // A function's version never changes, so that it is what is deployed, whichever it replaces.
  if (functions.length > 0) identities.push(['versions', ...functions.flatMap(({ name, to }) => [name, to])]);
  if (s3Location) {
    const { bucket, key, version, eTag } = s3Location;
    if (version) identities.push(['version', bucket, key, version]);
    if (eTag) identities.push(['etag', bucket, key, eTag]);
    if (!version && !eTag && ARTIFACT_KEY.test(key ?? '')) identities.push(['artifact', bucket, key]);
  }
  return identities.filter((parts) => parts.every(Boolean)).map((parts) => JSON.stringify(parts));
}

/**
 * CodePipeline stores each artifact of each execution under a key of its own, `pipeline/artifact/random`, with names
 * cut to 20 and 10 characters.
 */
const ARTIFACT_KEY = /^[^/]{1,20}\/[^/]{1,10}\/[A-Za-z0-9]{7}(?:\.zip)?$/;

/** Returns the S3 object of a bundle that somebody named: an artifact's name is CodePipeline's, which says nothing. */
export function nameOfBundle(revision: RevisionLocation | undefined): string | undefined {
  const { bucket, key } = revision?.s3Location ?? {};
  return key === undefined || ARTIFACT_KEY.test(key) ? undefined : [bucket, key].filter(Boolean).join('/');
}

/** Returns whether the bundle may be an artifact of the pipeline; true for one that is not in S3. */
export function mayBeArtifactOf(revision: RevisionLocation | undefined, pipeline: string): boolean {
  return revision?.s3Location?.key === undefined || revision.s3Location.key.startsWith(`${pipeline.slice(0, 20)}/`);
}
