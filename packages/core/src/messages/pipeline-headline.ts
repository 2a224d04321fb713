import type { PipelineReport, PipelineStatus } from '../reports/pipeline-report.ts';
import { type Mrkdwn, mrkdwn } from '../slack/text.ts';
import { at, duration, type Headline, headline, unknownStatus, type Wording } from './headline.ts';
import { shortReason } from './pipeline-failure.ts';
import { stageAndAction } from './pipeline-place.ts';
import { commitOf } from './source-lines.ts';
import { liveWording, rollbackWording } from './wordings.ts';

const WORDINGS: Record<PipelineStatus, Wording> = {
  started: { emoji: '🚀', color: 'running', verb: 'pipeline started on' },
  resumed: { emoji: '🚀', color: 'running', verb: 'pipeline was resumed on' },
  succeeded: { emoji: '✅', color: 'good', verb: 'pipeline succeeded on' },
  failed: { emoji: '❌', color: 'bad', verb: 'pipeline failed on' },
  stopping: { emoji: '⏹️', color: 'warning', verb: 'pipeline is being stopped on' },
  stopped: { emoji: '⏹️', color: 'warning', verb: 'pipeline was stopped on' },
  superseded: { emoji: '⏭️', color: 'neutral', verb: 'pipeline execution was superseded by a newer one on' },
  canceled: { emoji: '⏹️', color: 'neutral', verb: 'pipeline execution was canceled on' },
  unknown: { emoji: 'ℹ️', color: 'neutral', verb: 'pipeline on' },
};

const ROLLBACK_WORDINGS: Record<PipelineStatus, Wording> = {
  started: { emoji: '↩️', color: 'warning', verb: 'is being rolled back on', lead: ' to ' },
  resumed: { emoji: '↩️', color: 'warning', verb: 'rollback was resumed on' },
  succeeded: { emoji: '↩️', color: 'warning', verb: 'was rolled back on', lead: ' to ' },
  failed: { emoji: '❌', color: 'bad', verb: 'rollback failed on' },
  stopping: { emoji: '⏹️', color: 'bad', verb: 'rollback is being stopped on' },
  stopped: { emoji: '⏹️', color: 'bad', verb: 'rollback was stopped on' },
  superseded: { emoji: '⏭️', color: 'warning', verb: 'rollback was superseded by a newer execution on' },
  canceled: { emoji: '⏹️', color: 'warning', verb: 'rollback was canceled on' },
  unknown: { emoji: '↩️', color: 'warning', verb: 'rollback on' },
};

/** What, where, outcome, at which action, commit and how long, on one line. */
export function pipelineHeadline(report: PipelineReport): Headline {
  return headline(wordingOf(report), report, place(report), [
    ...unknownStatus(report),
    commitOf(report.source),
    ...duration(report),
  ]);
}

function wordingOf(report: PipelineReport): Wording {
  if (report.rollback) return rollbackWording(ROLLBACK_WORDINGS[report.status], report.source);
  return report.status === 'succeeded' && hasDeployed(report) ? liveWording(report.change) : WORDINGS[report.status];
}

function hasDeployed({ targets }: PipelineReport): boolean {
  return targets.kind === 'known' && targets.targets.length > 0;
}

function place({ failure }: PipelineReport): Mrkdwn {
  return failure?.kind === 'known' ? at(stageAndAction(failure.stage, failure.action), shortReason(failure)) : mrkdwn``;
}
