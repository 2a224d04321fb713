import type { Change, DeployedSource, Previous, RevisionName } from '../reports/revision.ts';
import { dateTime, inline, joinMrkdwn, type Mrkdwn, mrkdwn } from '../slack/text.ts';
import type { Wording } from './headline.ts';
import { idAndTitle, kindOfRevision, type Progress } from './source-lines.ts';

/** Returns the warning that an older revision replaces a newer one, else nothing. */
export function changeWarning(change: Change | undefined, progress: Progress): Mrkdwn[] {
  if (change?.kind !== 'back') return [];
  const verb = { done: 'replaced', tried: 'was to replace', ahead: 'replaces' }[progress];
  const { previous } = change;
  return [mrkdwn`⚠️ *Older ${kindOfRevision(previous.id)}*: it ${verb} the newer ${withDate(previous)}.`];
}

/** Returns the line that says what the revision replaced; nothing for an older revision, which has `changeWarning`. */
export function changeLine(change: Change | undefined, progress: Progress): Mrkdwn[] {
  switch (change?.kind) {
    case 'first':
      return [
        progress === 'done'
          ? mrkdwn`🆕 First successful deployment here on record`
          : mrkdwn`No successful deployment here on record`,
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

/** Returns the note that says why the change is unknown, unless the commit's own note gives the same reason. */
export function changeNote(change: Change | undefined, source: DeployedSource): Mrkdwn[] {
  return change?.kind !== 'unknown' || isGivenBySource(change.reason, source)
    ? []
    : [mrkdwn`❔ What it changed is unknown: ${inline(change.reason)}`];
}

function isGivenBySource(reason: string, source: DeployedSource): boolean {
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

/** Returns what a rollback rolls back: another revision, the same one once more, or an unknown commit. */
export function rolledBackSentence(from: RevisionName | undefined, source: DeployedSource, progress: Progress): Mrkdwn {
  const verb = { done: 'Rolled back', tried: 'Was to roll back', ahead: 'Rolls back' }[progress];
  if (from === undefined) return mrkdwn`${verb} an unknown commit`;
  const isSame = source.kind === 'known' && source.revisions.some(({ id }) => id === from.id);
  return isSame ? mrkdwn`The same ${kindOfRevision(from.id)} once more` : mrkdwn`${verb} ${idAndTitle(from)}`;
}

/** Returns the address of the page that shows what changed; undefined where the repository has none. */
export function compareUrl(change: Change | undefined): string | undefined {
  return change?.kind === 'forward' || change?.kind === 'back' ? change.compareUrl : undefined;
}

const LIVE: Wording = { emoji: '✅', color: 'good', verb: 'is live on' };
const LIVE_AGAIN = { verb: 'is live again on' } as const;
const REDEPLOYED: Wording = { ...LIVE, verb: 'was redeployed on' };
/** An older revision that goes live gets a warning instead of a green tick. */
const WENT_BACK: Wording = { ...LIVE, emoji: '⚠️', color: 'warning' };

/**
 * Returns the wording of a success: what is live now is new, the same as before, or older. `after` is what it came after,
 * such as ` after 3 failures`.
 */
export function liveWording(change: Change | undefined, after: string): Wording {
  const wording = wordingOf(change);
  if (after === '') return wording;
  const isAgain = wording.verb === LIVE.verb && change?.kind !== 'first';
  return { ...wording, ...(isAgain && LIVE_AGAIN), addition: `${wording.addition ?? ''}${after}` };
}

function wordingOf(change: Change | undefined): Wording {
  if (change?.kind === 'back')
    return { ...WENT_BACK, addition: ` with an older ${kindOfRevision(change.previous.id)}` };
  return change?.kind === 'same' ? REDEPLOYED : LIVE;
}

/** Returns the wording of a rollback: `… was rolled back on *dev* to <commit>`, but `… on *dev*: commit unknown`. */
export function rollbackWording(wording: Wording, { kind }: DeployedSource): Wording {
  return kind === 'known' ? wording : { ...wording, lead: ': ' };
}
