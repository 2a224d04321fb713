import { deploymentUrl } from '../../aws/console-links.ts';
import type { DeploymentReport, DeploymentStatus, InstanceCounts } from '../../reports/deployment-report.ts';
import type { DeployedSource, RevisionName } from '../../reports/revision.ts';
import { linkButtons } from '../../slack/blocks.ts';
import { type SlackMessage, slackMessage } from '../../slack/message.ts';
import { cut, inline, link, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import {
  changeLine,
  changeNote,
  changeWarning,
  compareUrl,
  liveWording,
  type Progress,
  rollbackWording,
} from '../change-lines.ts';
import { at, durationOf, type Headline, headline, unknownStatus, type Wording } from '../headline.ts';
import { maskSecrets } from '../mask-secrets.ts';
import { dotted, MAX_CHARACTERS, paragraphs, smallPrint } from '../parts.ts';
import {
  commitBody,
  commitLink,
  commitOf,
  executionName,
  executionOf,
  idAndTitle,
  kindOfRevision,
  originLine,
  pipelinePage,
  sourceNotes,
} from '../source-lines.ts';
import { startAndEnd } from '../times.ts';
import { deploymentFailure } from './deployment-failure.ts';

/** A deployment as Slack shows it: headline, what to beware of, why it failed, the commit, what it changed, links. */
export function deploymentMessage(report: DeploymentReport): SlackMessage {
  const { text, color } = deploymentHeadline(report);
  const { source, change } = report;
  const progress = progressOf(report);
  const warning = isRollback(report) ? rollbackWarning(report, progress) : changeWarning(change, progress);
  const replaced = isRollback(report) ? [] : changeLine(change, progress);
  return slackMessage(text, color, [
    ...paragraphs(warning, MAX_CHARACTERS.warning),
    ...paragraphs(rolledBackBy(report), MAX_CHARACTERS.note),
    ...deploymentFailure(report),
    ...paragraphs(commitBody(source), MAX_CHARACTERS.body),
    ...smallPrint([...originLine(source), ...replaced], MAX_CHARACTERS.commit),
    ...smallPrint(
      [...rollbackNote(report), ...sourceNotes(source), ...changeNote(change, source)],
      MAX_CHARACTERS.note,
    ),
    ...smallPrint([facts(report)], MAX_CHARACTERS.facts),
    ...linkButtons(links(report), MAX_CHARACTERS.address),
  ]);
}

function progressOf({ status }: DeploymentReport): Progress {
  if (status === 'succeeded') return 'done';
  return status === 'failed' || status === 'stopped' ? 'tried' : 'ahead';
}

function facts({ instances, application, group, deploymentId, source, startedAt, endedAt }: DeploymentReport): Mrkdwn {
  return dotted([
    ...(instances ? [mrkdwn`${instanceSummary(instances)}`] : []),
    mrkdwn`${cut(inline(`${application} / ${group}`), 200)}`,
    mrkdwn`${cut(inline(deploymentId), 60)}`,
    executionName(executionOf(source)),
    ...startAndEnd(startedAt, endedAt),
  ]);
}

function links({ siteUrl, source, change, region, deploymentId }: DeploymentReport) {
  return [
    { label: 'Open site', url: siteUrl },
    commitLink(source),
    { label: 'What changed', url: compareUrl(change) },
    { label: 'Deployment', url: region && deploymentUrl(region, deploymentId) },
    { label: 'Pipeline', url: pipelinePage(region, source.pipeline, executionOf(source)) },
  ];
}

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
    ...durationOf(report),
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

/** What a rolling back deployment takes back, and because of which other one. */
export function rollbackWarning(report: DeploymentReport, progress: Progress): Mrkdwn[] {
  if (!isRollback(report)) return [];
  const { from, triggeringDeploymentId = '' } = report.rollback ?? {};
  const cause = mrkdwn`because deployment ${deploymentLink(report, triggeringDeploymentId)} did not succeed`;
  return [mrkdwn`${rolledBackSentence(from, report.source, progress)}, ${cause}.`];
}

/** The deployment that rolls a failed one back. */
export function rolledBackBy(report: DeploymentReport): Mrkdwn[] {
  const { rollbackDeploymentId } = report.rollback ?? {};
  return rollbackDeploymentId
    ? [mrkdwn`↩️ Deployment ${deploymentLink(report, rollbackDeploymentId)} rolls it back.`]
    : [];
}

/** CodeDeploy's own word on the rollback, unless it says what the message says already. */
export function rollbackNote({ rollback, source }: DeploymentReport): Mrkdwn[] {
  const words = inline(maskSecrets(rollback?.message ?? ''));
  // Of a rollback to a commit that is not known, it names the deployment that is brought back.
  const said = [rollback?.rollbackDeploymentId, source.kind === 'known' ? rollback?.triggeringDeploymentId : undefined];
  return words === '' || said.some((id) => id && words.includes(id)) ? [] : [mrkdwn`↩️ ${words}`];
}

/** Whether the failed one had brought another commit, the same one, or one that is not known. */
export function rolledBackSentence(from: RevisionName | undefined, source: DeployedSource, progress: Progress): Mrkdwn {
  const verb = { done: 'Took back', tried: 'Was to take back', ahead: 'Takes back' }[progress];
  if (from === undefined) return mrkdwn`${verb} an unknown commit`;
  const isSame = source.kind === 'known' && source.revisions.some(({ id }) => id === from.id);
  return isSame ? mrkdwn`The same ${kindOfRevision(from.id)} once more` : mrkdwn`${verb} ${idAndTitle(from)}`;
}

function deploymentLink({ region }: DeploymentReport, deploymentId: string): Mrkdwn {
  return link(region && deploymentUrl(region, deploymentId), cut(inline(deploymentId), 100), MAX_CHARACTERS.address);
}

/** `1 of 1 instances`, and how many are in another state where some are. */
export function instanceSummary(counts: InstanceCounts): string {
  const { succeeded, failed, skipped, inProgress, pending, ready } = counts;
  const total = succeeded + failed + skipped + inProgress + pending + ready;
  const others = [
    [failed, 'failed'],
    [skipped, 'skipped'],
    [inProgress, 'in progress'],
    [pending, 'pending'],
    [ready, 'ready'],
  ] as const;
  return [
    `${succeeded} of ${total} instances`,
    ...others.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`),
  ].join(', ');
}
