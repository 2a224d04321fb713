import type { Change } from '../reports/change.ts';
import type { DeployedSource } from '../reports/source.ts';
import type { Wording } from './headline.ts';
import { kindOfRevision } from './revision-name.ts';

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
