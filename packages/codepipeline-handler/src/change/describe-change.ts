import type { Change, Previous } from '@shipbell/core';
import type { FoundSource } from '../source/found-source.ts';
import type { Origin } from '../source/origins.ts';
import { isSameRepository } from '../source/repository.ts';
import { compareUrl } from '../source/repository-urls.ts';
import { matchOrigins } from './match-origins.ts';

/** Whether the first one is older than the second. */
export type IsOlder = (current: Origin, previous: Origin) => Promise<boolean>;

/** A change, and which of several sources it is about. */
export interface Comparison {
  readonly change: Change;
  /** The id of the revision that took the other one's place; undefined where none did. */
  readonly changed: string | undefined;
}

export function unknownChange(reason: string): Comparison {
  return {
    change: { kind: 'unknown', reason },
    changed: undefined,
  };
}

/** What is deployed now against what was live before; both of them known. */
export async function describeChange(
  now: FoundSource,
  before: FoundSource,
  deployedAt: Date | undefined,
  isOlder: IsOlder,
): Promise<Comparison> {
  const match = matchOrigins(now.origins, before.origins);
  if (match.kind === 'incomparable') {
    return unknownChange('its sources cannot be matched with those that were live before');
  }
  const previous = toPrevious(match.previous, deployedAt);
  if (match.kind === 'same') return { change: { kind: 'same', previous }, changed: undefined };
  const isBack = await isOlder(match.current, match.previous);
  // A host compares towards the newer one: on the way back it shows what is taken away.
  const [from, to] = isBack ? [match.current, match.previous] : [match.previous, match.current];
  const change = { kind: isBack ? ('back' as const) : ('forward' as const), previous, compareUrl: pageOf(from, to) };
  return { change, changed: match.current.revision.id };
}

function toPrevious({ revision: { id, title } }: Origin, deployedAt: Date | undefined): Previous {
  return {
    id,
    title,
    deployedAt,
  };
}

function pageOf(from: Origin, to: Origin): string | undefined {
  return isSameRepository(from.repository, to.repository)
    ? compareUrl(from.repository, from.revision.id, to.revision.id)
    : undefined;
}
