import type { DeploymentReport, DeploymentStatus } from '../reports/deployment-report.ts';
import { cut, inline, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { at, duration, type Headline, headline, unknownStatus, type Wording } from './headline.ts';
import { commitOf } from './source-lines.ts';
import { liveWording, rollbackWording } from './wordings.ts';

const WORDINGS: Record<Exclude<DeploymentStatus, 'succeeded'>, Wording> = {
  created: { emoji: '🚀', color: 'running', verb: 'deployment was created on' },
  queued: { emoji: '🕒', color: 'running', verb: 'deployment is queued on' },
  in_progress: { emoji: '🚀', color: 'running', verb: 'is being deployed on' },
  baking: { emoji: '🕒', color: 'running', verb: 'is deployed and baking on' },
  ready: { emoji: '⏸️', color: 'warning', verb: 'deployment is ready and waits on' },
  failed: { emoji: '❌', color: 'bad', verb: 'deployment failed on' },
  stopped: { emoji: '⏹️', color: 'warning', verb: 'deployment was stopped on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'deployment on' },
};

/** A rollback is never a plain green success, and its failure is worse than a failure. */
const ROLLBACK_WORDINGS: Record<DeploymentStatus, Wording> = {
  created: { emoji: '↩️', color: 'warning', verb: 'rollback was created on' },
  queued: { emoji: '↩️', color: 'warning', verb: 'rollback is queued on' },
  in_progress: { emoji: '↩️', color: 'warning', verb: 'is being rolled back on', lead: ' to ' },
  baking: { emoji: '↩️', color: 'warning', verb: 'is rolled back and baking on' },
  ready: { emoji: '⏸️', color: 'warning', verb: 'rollback is ready and waits on' },
  succeeded: { emoji: '↩️', color: 'warning', verb: 'was rolled back on', lead: ' to ' },
  failed: { emoji: '❌', color: 'bad', verb: 'rollback failed on' },
  stopped: { emoji: '⏹️', color: 'bad', verb: 'rollback was stopped on' },
  unknown: { emoji: '↩️', color: 'warning', verb: 'rollback on' },
};

/** Whether this deployment brings back an earlier revision because another one failed or was stopped. */
export function isRollback({ rollback }: Pick<DeploymentReport, 'rollback'>): boolean {
  return rollback?.triggeringDeploymentId !== undefined;
}

/** What, where, outcome, commit, how long and the error's code, on one line. */
export function deploymentHeadline(report: DeploymentReport): Headline {
  return headline(wordingOf(report), report, place(report), [
    ...unknownStatus(report),
    commitOf(report.source),
    ...duration(report),
    ...errorCode(report),
  ]);
}

function wordingOf(report: DeploymentReport): Wording {
  if (isRollback(report)) return rollbackWording(ROLLBACK_WORDINGS[report.status], report.source);
  return report.status === 'succeeded' ? liveWording(report.change) : WORDINGS[report.status];
}

function place({ failure }: DeploymentReport): Mrkdwn {
  return failure?.kind === 'known' ? at(failure.lifecycleEvent, failure.errorCode) : mrkdwn``;
}

function errorCode({ status, error }: DeploymentReport): Mrkdwn[] {
  const code = inline(error?.code ?? '');
  return status === 'failed' && code ? [mrkdwn`${cut(code, 100)}`] : [];
}
