import type { DeployTarget, PipelineReport, TargetOutcome } from '../../reports/pipeline-report.ts';
import { cut, inline, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { dotted } from '../parts.ts';

type Report = Pick<PipelineReport, 'targets' | 'account' | 'region'>;

/** How many targets of one outcome a message names. */
const MAX_TARGETS = 5;

const OUTCOMES: Readonly<Record<TargetOutcome, string>> = {
  deployed: 'Deployed',
  failed: 'Failed',
  unfinished: 'Not finished, maybe deployed',
  'not reached': 'Not deployed',
};

/** Returns whether at least one target has the new revision. */
export function hasDeployed(report: Report): boolean {
  return targetsOf(report).some(({ outcome }) => outcome === 'deployed');
}

/** Returns whether every target has the new revision. */
export function hasDeployedAll(report: Report): boolean {
  return targetsOf(report).every(({ outcome }) => outcome === 'deployed');
}

/** Returns whether the deploy actions are known and none of them has begun. */
export function hasDeployedNothing(report: Report): boolean {
  const targets = targetsOf(report);
  return targets.length > 0 && targets.every(({ outcome }) => outcome === 'not reached');
}

/** Returns the names of all targets, for a line of facts. */
export function targetNames(report: Report): Mrkdwn {
  return namesOf(targetsOf(report), report);
}

/** Returns `Deployed: ECS staging / shop` and `Not deployed: ECS prod / shop`: which targets have the new revision. */
export function outcomeLines(report: Report): Mrkdwn[] {
  return Object.entries(OUTCOMES).flatMap(([outcome, words]) => {
    const targets = targetsOf(report).filter((target) => target.outcome === outcome);
    return targets.length === 0 ? [] : [mrkdwn`${words}: ${namesOf(targets, report)}`];
  });
}

function targetsOf({ targets }: Report): readonly DeployTarget[] {
  return targets.kind === 'known' ? targets.targets : [];
}

function namesOf(targets: readonly DeployTarget[], report: Report): Mrkdwn {
  const others = targets.length - MAX_TARGETS;
  return dotted([
    ...targets.slice(0, MAX_TARGETS).map((target) => targetName(target, report)),
    ...(others > 0 ? [mrkdwn`${others} more`] : []),
  ]);
}

/**
 * Returns `ECS prod / shop (ap-northeast-2)`. Where one target is not in the pipeline's own region or account, every target
 * says where it is.
 */
export function targetName({ provider, name = '', action, account, region }: DeployTarget, report: Report): Mrkdwn {
  const targets = targetsOf(report);
  const where = [
    action,
    ...(targets.some((target) => isAnother(target.account, report.account)) ? [account] : []),
    ...(targets.some((target) => isAnother(target.region, report.region)) ? [region] : []),
  ].filter(Boolean);
  const place = where.length === 0 ? '' : ` (${cut(inline(where.join(', ')), 60)})`;
  return mrkdwn`${cut(inline(`${provider} ${name}`), 100)}${place}`;
}

function isAnother(one: string | undefined, own: string | undefined): boolean {
  return one !== undefined && one !== own;
}
