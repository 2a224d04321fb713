import type { DeploymentInfo, RevisionLocation } from '@aws-sdk/client-codedeploy';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import { once } from '../aws/repeated-reads.ts';
import type { DeploymentGroup } from '../context.ts';

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

/** A CodeDeploy deployment, as far as it takes to find its source. */
export interface Deployment {
  readonly id: string;
  readonly createdAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** As CodeDeploy spells it: `Succeeded`. */
  readonly status: string | undefined;
  readonly revision: RevisionLocation | undefined;
  /** `user` (people and pipelines), `codeDeployRollback`, `autoscaling`, `CloudFormation`, …. */
  readonly creator: string | undefined;
  /** The failed deployment because of which this one was made. */
  readonly triggeringDeploymentId: string | undefined;
}

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
export function toDeployment(info: DeploymentInfo): Deployment {
  return {
    id: info.deploymentId ?? '',
    createdAt: info.createTime,
    endedAt: info.completeTime,
    status: info.status,
    revision: info.revision,
    creator: info.creator,
    triggeringDeploymentId: info.rollbackInfo?.rollbackTriggeringDeploymentId,
  };
}

/** Made by CodeDeploy itself out of an earlier revision, so that no pipeline's action shows it. */
export function isRepetition({ creator, triggeringDeploymentId }: Deployment): boolean {
  return triggeringDeploymentId !== undefined || REPEATERS.has(creator ?? '');
}

const REPEATERS: ReadonlySet<string> = new Set(['codeDeployRollback', 'autoscaling', 'CodeDeployAutoUpdate']);

/** Whether two deployments deployed the very same bundle. What may have changed in between is not the same. */
export function isSameRevision(one: RevisionLocation | undefined, other: RevisionLocation | undefined): boolean {
  const identity = identityOf(one);
  return identity.some((each) => identityOf(other).includes(each));
}

/** What each of two equal revisions has alike; nothing for a revision that its location does not pin down. */
function identityOf(revision: RevisionLocation | undefined): string[] {
  const { s3Location, gitHubLocation, appSpecContent, string } = revision ?? {};
  const identities: (readonly (string | undefined)[])[] = [
    ['github', gitHubLocation?.repository, gitHubLocation?.commitId],
    ['sha256', appSpecContent?.sha256 ?? string?.sha256],
    ['content', appSpecContent?.content ?? string?.content],
  ];
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

/** Whether the bundle may be an artifact of the pipeline; true for one that is not in S3. */
export function mayBeArtifactOf(revision: RevisionLocation | undefined, pipeline: string): boolean {
  return revision?.s3Location?.key === undefined || revision.s3Location.key.startsWith(`${pipeline.slice(0, 20)}/`);
}
