import type { Change, Previous } from '@shipbell/core';
import type { FoundSource } from '../source/found-source.ts';
import type { Origin } from '../source/origins.ts';
import { compareUrl } from '../source/repository-urls.ts';
import { matchOrigins } from './match-origins.ts';

/** Whether the first one is older than the second. */
export type IsOlder = (current: Origin, previous: Origin) => Promise<boolean>;

/** What is deployed now against what was live before; both of them known. */
export const describeChange = async (
  now: FoundSource,
  before: FoundSource,
  deployedAt: Date | undefined,
  isOlder: IsOlder,
): Promise<Change> => {
  const match = matchOrigins(now.origins, before.origins);
  if (match.kind === 'incomparable') {
    return { kind: 'unknown', reason: 'it comes from other sources than the last successful deployment' };
  }
  const previous = toPrevious(match.previous, deployedAt);
  if (match.kind === 'same') return { kind: 'same', previous };
  const isBack = await isOlder(match.current, match.previous);
  // A host compares towards the newer one: on the way back it shows what is taken away.
  const [from, to] = isBack ? [match.current, match.previous] : [match.previous, match.current];
  return { kind: isBack ? 'back' : 'forward', previous, compareUrl: pageOf(from, to) };
};

export const toPrevious = ({ revision: { id, title } }: Origin, deployedAt: Date | undefined): Previous => ({
  id,
  title,
  deployedAt,
});

const pageOf = (from: Origin, to: Origin): string | undefined => {
  const [one, other] = [from.repository, to.repository];
  const isSame = one?.host === other?.host && one?.name === other?.name && one?.region === other?.region;
  return isSame ? compareUrl(one, from.revision.id, to.revision.id) : undefined;
};
