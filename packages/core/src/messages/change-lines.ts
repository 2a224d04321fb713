import type { Change, DeployedSource, Previous } from '../reports/revision.ts';
import { dateTime, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import type { Wording } from './headline.ts';
import { idAndTitle, kindOfRevision } from './source-lines.ts';

/** How far it has come with what was live before: replaced, tried to, or not yet. */
export type Progress = 'done' | 'tried' | 'ahead';

/** The warning that an older revision takes the place of a newer one. */
export function changeWarning(change: Change | undefined, progress: Progress): Mrkdwn[] {
  if (change?.kind !== 'back') return [];
  const verb = { done: 'replaced', tried: 'was to replace', ahead: 'replaces' }[progress];
  const { previous } = change;
  return [mrkdwn`⚠️ *Older ${kindOfRevision(previous.id)}*: it ${verb} the newer ${withDate(previous)}.`];
}

/** What it replaced, in a line; nothing for a step back, which has a warning of its own. */
export function changeLine(change: Change | undefined, progress: Progress): Mrkdwn[] {
  switch (change?.kind) {
    case 'first':
      return [
        progress === 'done'
          ? mrkdwn`🆕 First successful deployment here on record`
          : mrkdwn`🆕 No successful deployment here on record`,
      ];
    case 'same':
      return [mrkdwn`🔁 The same ${kindOfRevision(change.previous.id)} as before${since(change.previous)}`];
    case 'forward':
      return [
        mrkdwn`${{ done: 'Replaced', tried: 'Was to replace', ahead: 'Replaces' }[progress]} ${withDate(change.previous)}`,
      ];
    default:
      return [];
  }
}

/** Why it is not known what it changed, unless the line on the commit gives the same reason already. */
export function changeNote(change: Change | undefined, source: DeployedSource): Mrkdwn[] {
  return change?.kind !== 'unknown' || isSaid(change.reason, source)
    ? []
    : [mrkdwn`❔ What it changed is unknown: ${inline(change.reason)}`];
}

function isSaid(reason: string, source: DeployedSource): boolean {
  return reason === (source.kind === 'unknown' ? source.reason : source.doubt);
}

function withDate(previous: Previous): Mrkdwn {
  return mrkdwn`${idAndTitle(previous)}${since(previous)}`;
}

function since({ deployedAt }: Previous): Mrkdwn {
  return deployedAt
    ? joinMrkdwn([mrkdwn`, live since`, dateTime(deployedAt, '{date_short_pretty} {time}')], ' ')
    : mrkdwn``;
}

/** The repository's page of what changed. */
export function compareUrl(change: Change | undefined): string | undefined {
  return change?.kind === 'forward' || change?.kind === 'back' ? change.compareUrl : undefined;
}

const LIVE: Wording = { emoji: '✅', color: 'good', verb: 'is live on' };
const REDEPLOYED: Wording = { ...LIVE, verb: 'was redeployed on' };
/** An older revision that goes live is what a green tick would hide. */
const WENT_BACK: Wording = { ...LIVE, emoji: '⚠️', color: 'warning' };

/** How a success reads: whether what is live now is new, the same as before, or older. */
export function liveWording(change: Change | undefined): Wording {
  if (change?.kind === 'back')
    return { ...WENT_BACK, addition: ` with an older ${kindOfRevision(change.previous.id)}` };
  return change?.kind === 'same' ? REDEPLOYED : LIVE;
}

/** `… was rolled back on *dev* to <commit>`, but `… on *dev*: commit unknown`. */
export function rollbackWording(wording: Wording, { kind }: DeployedSource): Wording {
  return kind === 'known' ? wording : { ...wording, lead: ': ' };
}
