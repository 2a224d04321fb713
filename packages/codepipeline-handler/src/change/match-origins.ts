import type { Origin } from '../source/origins.ts';
import { isSameRepository } from '../source/repository.ts';

export type Match =
  | { readonly kind: 'same'; readonly previous: Origin }
  /** The first source that differs. */
  | { readonly kind: 'changed'; readonly current: Origin; readonly previous: Origin }
  /** The sources are others than before. */
  | { readonly kind: 'incomparable' };

/**
 * Which source differs between two sets of them. An execution names its sources by actions or by artifacts, so those
 * that are alike need no name, one repository is one source, and so is the only one left on each side.
 */
export function matchOrigins(currents: readonly Origin[], previouses: readonly Origin[]): Match {
  const changed = currents.filter((current) => !previouses.some((previous) => isSame(current, previous)));
  const replaced = previouses.filter((previous) => !currents.some((current) => isSame(current, previous)));
  const [first] = previouses;
  if (changed.length === 0 && replaced.length === 0 && first) return { kind: 'same', previous: first };
  for (const current of changed) {
    const previous =
      replaced.find(({ revision }) => revision.action === current.revision.action) ??
      replaced.find(({ repository }) => isSameRepository(repository, current.repository));
    if (previous) return { kind: 'changed', current, previous };
  }
  const [current] = changed;
  const [previous] = replaced;
  return current && previous && changed.length === 1 && replaced.length === 1
    ? { kind: 'changed', current, previous }
    : { kind: 'incomparable' };
}

function isSame(one: Origin, other: Origin): boolean {
  return one.revision.id === other.revision.id;
}
