import type { ApprovalReport } from '../../reports/approval-report.ts';
import type { DeployedSource } from '../../reports/revision.ts';
import { type SlackMessage, slackMessage } from '../../slack/message.ts';
import { cut, dateTime, inline, joinMrkdwn, type Mrkdwn, mrkdwn, quote } from '../../slack/text.ts';
import { at, headline, unknownStatus, type Wording } from '../headline.ts';
import { KEPT_OF_APPROVAL } from '../kept-members.ts';
import { maskReport } from '../mask-report.ts';
import { dotted, firstLines, MAX_CHARACTERS, paragraphs, smallPrint, visible, withLinks } from '../parts.ts';
import { rowOfLinks } from '../row-of-links.ts';
import {
  commitBody,
  commitLink,
  commitOf,
  executionName,
  executionOf,
  originLine,
  otherSources,
  type Progress,
  pipelinePage,
  sourceNote,
} from '../source-lines.ts';
import { stageAndAction } from './pipeline-failure.ts';

/** CodePipeline has one status for a rejection and a timeout, so `failed` has a wording that fits both. */
const WORDINGS: Record<ApprovalReport['status'], Wording> = {
  waiting: { emoji: '✋', color: 'warning', verb: 'waits for approval on' },
  succeeded: { emoji: '👍', color: 'good', verb: 'was approved on' },
  failed: { emoji: '👎', color: 'bad', verb: 'was not approved on' },
  abandoned: { emoji: '⏹️', color: 'neutral', verb: 'needs no approval any more on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'approval on' },
};

/**
 * Returns the message of an approval: headline, the answer or the request with its deadline, links, the commit and
 * facts.
 */
export function approvalMessage(unmasked: ApprovalReport): SlackMessage {
  const report = maskReport(unmasked, KEPT_OF_APPROVAL);
  const { source, stage, action } = report;
  const { text, color } = headline(WORDINGS[report.status], report, at(stageAndAction(stage, action), undefined), [
    ...unknownStatus(report),
    ...(source ? [commitOf(source)] : []),
  ]);
  const blocks = [
    ...withLinks(
      [
        ...paragraphs(answer(report), MAX_CHARACTERS.error),
        ...paragraphs(request(report), MAX_CHARACTERS.failure),
        ...paragraphs(deadline(report), MAX_CHARACTERS.note),
      ],
      rowOfLinks(links(report), report),
    ),
    ...(source ? commit(source, report) : []),
    ...smallPrint(visible('facts', report, [facts(report)]), MAX_CHARACTERS.facts),
  ];
  return slackMessage(text, color, blocks, report.team.mentions);
}

function commit(source: DeployedSource, report: ApprovalReport) {
  return [
    ...smallPrint(visible('changes', report, originLine(source)), MAX_CHARACTERS.commit),
    ...smallPrint(sourceNote(source, progressOf(report)), MAX_CHARACTERS.note),
    ...paragraphs(visible('commit_body', report, commitBody(source)), MAX_CHARACTERS.body),
    ...smallPrint(otherSources(source, report), MAX_CHARACTERS.note),
  ];
}

/** Returns how far the commit has come: what is not approved is not deployed, and what is approved is about to be. */
function progressOf({ status }: ApprovalReport): Progress {
  return status === 'failed' || status === 'abandoned' ? 'tried' : 'ahead';
}

/** Returns who answered and what they wrote. */
function answer({ status, summary }: ApprovalReport): Mrkdwn[] {
  const words = firstLines(summary ?? '');
  return status === 'waiting' || words === '' ? [] : [mrkdwn`${words}`];
}

/** Returns what the pipeline's author wrote for the approver, while the approval can be answered. */
function request({ status, request }: ApprovalReport): Mrkdwn[] {
  const lines = request.map(([name, value]) => (name === '' ? value : `${name}: ${value}`));
  const text = firstLines(lines.join('\n'));
  return status !== 'waiting' || text === '' ? [] : [quote(cut(text, MAX_CHARACTERS.failure))];
}

function deadline({ status, expiresAt }: ApprovalReport): Mrkdwn[] {
  return status === 'waiting' && expiresAt
    ? [joinMrkdwn([mrkdwn`⏳ Can be answered until`, dateTime(expiresAt, '{date_short_pretty} {time}')], ' ')]
    : [];
}

function facts({ pipeline, source }: ApprovalReport): Mrkdwn {
  return dotted([mrkdwn`${cut(inline(pipeline), 100)}`, executionName(executionOf(source))]);
}

function links({ status, reviewUrl, externalUrl, source, region, pipeline }: ApprovalReport) {
  return [
    ...(status === 'waiting'
      ? [
          { label: 'Review', url: reviewUrl },
          { label: 'What to review', url: externalUrl },
        ]
      : []),
    commitLink(source),
    { label: 'Pipeline', url: pipelinePage(region, pipeline, executionOf(source)) },
  ];
}
