import type { DeploymentReport, DeploymentStatus } from '../reports/deployment-report.ts';
import type { Color } from '../slack/message.ts';
import { bold, cut, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { formatDuration } from './duration.ts';
import { shortId } from './revision-id.ts';

interface Wording {
  readonly emoji: string;
  readonly color: Color;
  /** What comes between the name and the environment. */
  readonly verb: string;
}

const WORDINGS: Record<DeploymentStatus, Wording> = {
  created: { emoji: '🚀', color: 'running', verb: 'deployment was created on' },
  queued: { emoji: '🕒', color: 'running', verb: 'deployment is queued on' },
  in_progress: { emoji: '🚀', color: 'running', verb: 'is being deployed on' },
  baking: { emoji: '🕒', color: 'running', verb: 'is deployed and baking on' },
  ready: { emoji: '⏸️', color: 'warning', verb: 'deployment is ready and waits on' },
  succeeded: { emoji: '✅', color: 'good', verb: 'is live on' },
  failed: { emoji: '❌', color: 'bad', verb: 'deployment failed on' },
  stopped: { emoji: '⏹️', color: 'warning', verb: 'deployment was stopped on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'deployment on' },
};

/** A rollback is never a plain green success, and its failure is worse than a failure. */
const ROLLBACK_WORDINGS: Partial<Record<DeploymentStatus, Wording>> = {
  created: { emoji: '↩️', color: 'warning', verb: 'rollback was created on' },
  in_progress: { emoji: '↩️', color: 'warning', verb: 'is being rolled back on' },
  succeeded: { emoji: '↩️', color: 'warning', verb: 'was rolled back on' },
  failed: { emoji: '❌', color: 'bad', verb: 'rollback failed on' },
  stopped: { emoji: '⏹️', color: 'bad', verb: 'rollback was stopped on' },
};

/** Whether this deployment brings back an earlier revision because another one failed or was stopped. */
const isRollback = ({ rollback }: Pick<DeploymentReport, 'rollback'>): boolean =>
  rollback?.triggeringDeploymentId !== undefined;

/** What, where, outcome, commit, how long and the error's code, on one line. */
export const deploymentHeadline = (report: DeploymentReport): { text: Mrkdwn; color: Color } => {
  const plain = WORDINGS[report.status];
  const { emoji, verb, color } = (isRollback(report) && ROLLBACK_WORDINGS[report.status]) || plain;
  const outcome = mrkdwn`${emoji} ${bold(cut(report.name, 100))} ${verb} ${bold(report.environment)}${place(report)}`;
  const details = joinMrkdwn(
    [...unknownStatus(report), ...commit(report), ...duration(report), ...errorCode(report)],
    ', ',
  );
  return { text: details.mrkdwn === '' ? outcome : joinMrkdwn([outcome, details], ': '), color };
};

const place = ({ failure }: DeploymentReport): Mrkdwn =>
  failure?.kind === 'known' ? mrkdwn` at ${bold(cut(inline(failure.lifecycleEvent), 60))}` : mrkdwn``;

const unknownStatus = ({ status, statusText }: DeploymentReport): Mrkdwn[] =>
  status === 'unknown' ? [mrkdwn`status ${cut(inline(statusText) || 'missing', 60)}`] : [];

const commit = ({ source }: DeploymentReport): Mrkdwn[] => {
  if (source.kind === 'unknown') return [mrkdwn`commit unknown`];
  const [{ id, title }] = source.revisions;
  const sure = source.certainty === 'exact' ? mrkdwn`` : mrkdwn`maybe `;
  return [title ? mrkdwn`${sure}${cut(inline(title), 150)} (${shortId(id)})` : mrkdwn`${sure}${shortId(id)}`];
};

const duration = ({ startedAt, endedAt }: DeploymentReport): Mrkdwn[] =>
  startedAt && endedAt ? [mrkdwn`${formatDuration(endedAt.getTime() - startedAt.getTime())}`] : [];

const errorCode = ({ status, error }: DeploymentReport): Mrkdwn[] => {
  const code = inline(error?.code ?? '');
  return status === 'failed' && code ? [mrkdwn`${cut(code, 100)}`] : [];
};
