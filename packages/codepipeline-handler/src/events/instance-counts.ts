import type { InstanceCounts } from '@shipbell/core';
import { jsonObject } from '@shipbell/core';
import * as v from 'valibot';
import { maybeCount } from './fields.ts';

/** CodeDeploy's deployment overview, an object or JSON text, with counts that are numbers or text. */
export function parseInstanceCounts(value: unknown): InstanceCounts | undefined {
  const overview = jsonObject(value);
  const count = (name: string): number => v.parse(maybeCount, overview[name]) ?? 0;
  const counts = {
    succeeded: count('Succeeded'),
    failed: count('Failed'),
    skipped: count('Skipped'),
    inProgress: count('InProgress'),
    pending: count('Pending'),
    ready: count('Ready'),
  };
  return Object.values(counts).some((number) => number > 0) ? counts : undefined;
}
