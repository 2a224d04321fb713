import type { StageOrActionReport } from '../../reports/stage-or-action-report.ts';
import { type SlackMessage, slackMessage } from '../../slack/message.ts';
import { bold, closedCode, cut, inline, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { attemptOf, headline, unknownStatus, type Wording } from '../headline.ts';
import { KEPT_OF_STAGE_OR_ACTION } from '../kept-members.ts';
import { maskReport } from '../mask-report.ts';
import { dotted, MAX_CHARACTERS, paragraphs, smallPrint, visible, withLinks } from '../parts.ts';
import { rowOfLinks } from '../row-of-links.ts';
import { executionName, pipelinePage } from '../source-lines.ts';
import { logLabel, providerMessage, stageAndAction } from './pipeline-failure.ts';
import { shortReason } from './short-reason.ts';

/** The tick of a stage or an action is smaller than a pipeline's, because nothing need be live yet. */
const WORDINGS: Record<StageOrActionReport['status'], Wording> = {
  started: { emoji: '▶️', color: 'running', verb: 'started on' },
  resumed: { emoji: '▶️', color: 'running', verb: 'was resumed on' },
  succeeded: { emoji: '☑️', color: 'good', verb: 'succeeded on' },
  failed: { emoji: '❌', color: 'bad', verb: 'failed on' },
  stopping: { emoji: '⏹️', color: 'warning', verb: 'is being stopped on' },
  stopped: { emoji: '⏹️', color: 'warning', verb: 'was stopped on' },
  canceled: { emoji: '⏹️', color: 'neutral', verb: 'was canceled on' },
  abandoned: { emoji: '⏹️', color: 'neutral', verb: 'was abandoned on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'on' },
};

/** Returns the message of a stage or an action: headline, what its provider says, links and facts. */
export function stageOrActionMessage(unmasked: StageOrActionReport): SlackMessage {
  const report = maskReport(unmasked, KEPT_OF_STAGE_OR_ACTION);
  const { stage, action, pipeline, executionId, provider, summary, region } = report;
  const wording = WORDINGS[report.status];
  const subject = mrkdwn`${action === undefined ? 'stage' : 'action'} ${bold(cut(stageAndAction(stage, action), 120))}`;
  const { text, color } = headline({ ...wording, verb: mrkdwn`${subject} ${wording.verb}` }, report, mrkdwn``, [
    ...unknownStatus(report),
    ...reasonOf(report),
    ...attemptOf(report),
  ]);
  const links = [
    { label: logLabel(provider), url: report.logUrl },
    { label: 'Pipeline', url: pipelinePage(region, pipeline, executionId) },
  ];
  const facts = dotted([mrkdwn`${cut(inline(pipeline), 100)}`, executionName(executionId)]);
  const blocks = [
    ...withLinks(
      paragraphs(isSaid(report) ? [] : [providerMessage(provider, summary)], MAX_CHARACTERS.failure),
      rowOfLinks(links, report),
    ),
    ...smallPrint(visible('facts', report, [facts]), MAX_CHARACTERS.facts),
  ];
  return slackMessage(text, color, blocks, report.team.mentions);
}

/** Returns why it failed in few words; nothing for any other status. */
function reasonOf(report: StageOrActionReport): Mrkdwn[] {
  const { words } = shortReason({ ...report, message: report.summary });
  return report.status !== 'failed' || words === '' ? [] : [mrkdwn`${closedCode(words)}`];
}

/** Returns whether the headline holds all that the provider says. */
function isSaid(report: StageOrActionReport): boolean {
  return report.status === 'failed' && shortReason({ ...report, message: report.summary }).isWhole;
}
