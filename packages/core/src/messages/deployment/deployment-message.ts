import { alarmUrl, deploymentUrl } from '../../aws/console-links.ts';
import type { DeploymentReport, DeploymentStop } from '../../reports/deployment-report.ts';
import { type SlackMessage, slackMessage } from '../../slack/message.ts';
import { cut, inline, link, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { changeLine, changeNote, changeWarning, compareUrl, rolledBackSentence } from '../change-lines.ts';
import { KEPT_OF_DEPLOYMENT } from '../kept-members.ts';
import { maskReport } from '../mask-report.ts';
import { dotted, MAX_CHARACTERS, paragraphs, smallPrint, visible, withLinks } from '../parts.ts';
import { rowOfLinks } from '../row-of-links.ts';
import {
  commitBody,
  commitLink,
  executionName,
  executionOf,
  originLine,
  otherSources,
  type Progress,
  pipelinePage,
} from '../source-lines.ts';
import { successNotes } from '../success-words.ts';
import { startAndEnd } from '../times.ts';
import { aftermath, functionFacts, waitSentence } from './aftermath.ts';
import { failedEvent, failureDetails } from './deployment-failure.ts';
import { alarmWords, deploymentHeadline, isRollback } from './deployment-headline.ts';
import { describedNotes, descriptionBody } from './description.ts';
import { instanceSummary } from './instances.ts';

/**
 * Returns the message of a deployment: headline, warning, why it failed, links, the failed script's log, who wrote the
 * commit and what it replaced, what is unknown or uncertain of it, its body and facts, in this order: links stand before what
 * is long, because Slack may fold an attachment.
 */
export function deploymentMessage(unmasked: DeploymentReport): SlackMessage {
  const report = maskReport(unmasked, KEPT_OF_DEPLOYMENT);
  const { text, color } = deploymentHeadline(report);
  const { source, change } = report;
  const progress = progressOf(report);
  const warning = isRollback(report) ? rollbackWarning(report, progress) : changeWarning(change, progress);
  const blocks = [
    ...withLinks(
      [
        ...paragraphs(warning, MAX_CHARACTERS.warning),
        ...paragraphs([...waitSentence(report), ...rolledBackBy(report), ...aftermath(report)], MAX_CHARACTERS.note),
        ...failedEvent(report),
      ],
      rowOfLinks(links(report), report),
    ),
    ...failureDetails(report),
    ...smallPrint(visible('changes', report, origin(report, progress)), MAX_CHARACTERS.commit),
    ...smallPrint(
      [
        ...successNotes(report),
        ...stopNote(report),
        ...rollbackNote(report),
        ...describedNotes(report, progress),
        ...changeNote(change, source),
      ],
      MAX_CHARACTERS.note,
    ),
    ...paragraphs(visible('commit_body', report, body(report)), MAX_CHARACTERS.body),
    ...smallPrint(otherSources(source, report), MAX_CHARACTERS.note),
    ...smallPrint(visible('facts', report, [facts(report)]), MAX_CHARACTERS.facts),
  ];
  return slackMessage(text, color, blocks, report.team.mentions);
}

function progressOf({ status }: DeploymentReport): Progress {
  if (status === 'succeeded') return 'done';
  return status === 'failed' || status === 'stopped' ? 'tried' : 'ahead';
}

/** Returns who wrote the commit and what it replaced. */
function origin(report: DeploymentReport, progress: Progress): Mrkdwn[] {
  const { source, change, functions, scaling } = report;
  // A function that shifts from a version had one before, though CodeDeploy did not bring it.
  const isNew = change?.kind !== 'first' || !functions.some(({ from }) => from);
  const replaced = isRollback(report) || !isNew ? [] : changeLine(change, progress);
  return [...(scaling ? [] : originLine(source)), ...replaced];
}

/** Returns the body of the commit; nothing on a new instance, where what the group runs already needs no introduction. */
function body(report: DeploymentReport): Mrkdwn[] {
  return report.scaling ? [] : [...commitBody(report.source), ...descriptionBody(report)];
}

function facts(report: DeploymentReport): Mrkdwn {
  const { application, group, deploymentId, source, startedAt, endedAt } = report;
  return dotted([
    mrkdwn`${instanceSummary(report)}`,
    ...functionFacts(report, progressOf(report)),
    mrkdwn`${cut(inline(`${application} / ${group}`), 200)}`,
    mrkdwn`${cut(inline(deploymentId), 60)}`,
    executionName(executionOf(source)),
    ...startAndEnd(startedAt, endedAt),
  ]);
}

/** How many alarms a message links to. */
const MAX_ALARMS = 3;

function links({ siteUrl, source, change, region, deploymentId, stop, rolledBackStop }: DeploymentReport) {
  const alarms = [stop, rolledBackStop].flatMap((one) => (one?.kind === 'alarm' ? one.alarms : []));
  return [
    { label: 'Open site', url: siteUrl },
    commitLink(source),
    { label: 'What changed', url: compareUrl(change) },
    { label: 'Deployment', url: region && deploymentUrl(region, deploymentId) },
    ...[...new Set(alarms)].slice(0, MAX_ALARMS).map((alarm, index) => ({
      label: index === 0 ? 'Alarm' : `Alarm ${index + 1}`,
      url: region && alarmUrl(region, alarm),
    })),
    { label: 'Pipeline', url: pipelinePage(source.pipelineRegion ?? region, source.pipeline, executionOf(source)) },
  ];
}

/** Returns what a rollback rolls back, and because of which deployment; nothing for any other deployment. */
function rollbackWarning(report: DeploymentReport, progress: Progress): Mrkdwn[] {
  if (!isRollback(report)) return [];
  const { from, triggeringDeploymentId = '' } = report.rollback ?? {};
  const cause = causeOf(mrkdwn`deployment ${deploymentLink(report, triggeringDeploymentId)}`, report.rolledBackStop);
  return [mrkdwn`${rolledBackSentence(from, report.source, progress)}, because ${cause}.`];
}

function causeOf(deployment: Mrkdwn, stop: DeploymentStop | undefined): Mrkdwn {
  if (stop === undefined) return mrkdwn`${deployment} did not succeed`;
  if (stop.kind === 'person') return mrkdwn`a person stopped ${deployment}`;
  const { who, names } = alarmWords(stop);
  return mrkdwn`${who}${names} stopped ${deployment}`;
}

/** Returns the line that names the deployment which rolls this one back, where there is one. */
function rolledBackBy(report: DeploymentReport): Mrkdwn[] {
  const { rollbackDeploymentId } = report.rollback ?? {};
  return rollbackDeploymentId
    ? [mrkdwn`↩️ Deployment ${deploymentLink(report, rollbackDeploymentId)} rolls it back.`]
    : [];
}

/**
 * Returns CodeDeploy's own sentence on the rollback, unless it only names a deployment that the message names already.
 */
function rollbackNote({ rollback, source, deploymentId }: DeploymentReport): Mrkdwn[] {
  const words = inline(rollback?.message ?? '');
  // Where the commit is unknown, the sentence names the deployment whose revision is deployed again.
  const { rollbackDeploymentId, triggeringDeploymentId } = rollback ?? {};
  const named = [
    (rollbackDeploymentId || triggeringDeploymentId) && deploymentId,
    rollbackDeploymentId,
    source.kind === 'known' ? triggeringDeploymentId : undefined,
  ];
  return words === '' || named.some((id) => id && words.includes(id)) ? [] : [mrkdwn`↩️ ${words}`];
}

function stopNote({ stop }: DeploymentReport): Mrkdwn[] {
  return stop?.kind === 'unknown' ? [mrkdwn`❔ What stopped it is unknown: ${inline(stop.reason)}`] : [];
}

function deploymentLink({ region }: DeploymentReport, deploymentId: string): Mrkdwn {
  return link(region && deploymentUrl(region, deploymentId), cut(inline(deploymentId), 100), MAX_CHARACTERS.address);
}
