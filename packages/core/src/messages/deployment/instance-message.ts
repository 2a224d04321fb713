import { deploymentUrl } from '../../aws/console-links.ts';
import type { InstanceReport } from '../../reports/instance-report.ts';
import { type SlackMessage, slackMessage } from '../../slack/message.ts';
import { code, cut, dateTime, inline, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { at, headline, unknownStatus, type Wording } from '../headline.ts';
import { KEPT_OF_INSTANCE } from '../kept-members.ts';
import { maskReport } from '../mask-report.ts';
import { dotted, MAX_CHARACTERS, paragraphs, smallPrint, visible, withLinks } from '../parts.ts';
import { rowOfLinks } from '../row-of-links.ts';

/** The tick of an instance is smaller than a deployment's, because the others may still be under way. */
const WORDINGS: Record<InstanceReport['status'], Wording> = {
  started: { emoji: '▶️', color: 'running', verb: 'is being deployed to' },
  ready: { emoji: '⏸️', color: 'warning', verb: 'is ready on' },
  succeeded: { emoji: '☑️', color: 'good', verb: 'is deployed to' },
  failed: { emoji: '❌', color: 'bad', verb: 'deployment failed on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'deployment to' },
};

/** How many lifecycle events a message names. AWS has fewer for every kind of instance. */
const MAX_EVENTS = 20;

/**
 * Returns the message of one instance of a deployment: headline, why it failed, its lifecycle events in order, the link
 * and facts.
 */
export function instanceMessage(unmasked: InstanceReport): SlackMessage {
  const report = maskReport(unmasked, KEPT_OF_INSTANCE);
  const { instanceId, deploymentId, region, lifecycleEvents } = report;
  const wording = WORDINGS[report.status];
  const failed = failedEvent(report);
  const { text, color } = headline(
    { ...wording, verb: mrkdwn`${wording.verb} instance ${code(cut(instanceId, 120))} on` },
    report,
    failed ? at(failed.name, undefined) : mrkdwn``,
    unknownStatus(report),
  );
  const blocks = [
    ...withLinks(
      [
        ...paragraphs([mrkdwn`${inline(failed?.message ?? '')}`], MAX_CHARACTERS.error),
        ...smallPrint(visible('timeline', report, [lifecycle(lifecycleEvents)]), MAX_CHARACTERS.failure),
      ],
      rowOfLinks([{ label: 'Deployment', url: region && deploymentUrl(region, deploymentId) }], report),
    ),
    ...smallPrint(visible('facts', report, [facts(report)]), MAX_CHARACTERS.facts),
  ];
  return slackMessage(text, color, blocks, report.team.mentions);
}

/** Returns the lifecycle event because of which the instance failed. */
function failedEvent({
  status,
  lifecycleEvents,
}: InstanceReport): InstanceReport['lifecycleEvents'][number] | undefined {
  return status === 'failed' ? lifecycleEvents.find((event) => event.status.toLowerCase() === 'failed') : undefined;
}

/** Returns `BeforeInstall succeeded · ValidateService failed`. */
function lifecycle(events: InstanceReport['lifecycleEvents']): Mrkdwn {
  return dotted([
    ...events
      .slice(0, MAX_EVENTS)
      .map(({ name, status }) => mrkdwn`${cut(inline(name), 60)} ${cut(inline(status).toLowerCase(), 30)}`),
    ...(events.length > MAX_EVENTS ? [mrkdwn`${events.length - MAX_EVENTS} more`] : []),
  ]);
}

function facts({ deploymentId, at: changedAt }: InstanceReport): Mrkdwn {
  return dotted([
    mrkdwn`${cut(inline(deploymentId), 60)}`,
    ...(changedAt ? [dateTime(changedAt, '{date_short_pretty} {time_secs}')] : []),
  ]);
}
