import { jsonObject, parseArn, REGION_PATTERN } from '@shipbell/core';
import * as v from 'valibot';
import type { AwsLocation } from '../aws/reads.ts';

/**
 * A text that is not empty. It and the schemas below are the parts of which the shapes of AWS's payloads are made; an
 * optional one takes an odd value for a missing one.
 */
export const text = v.pipe(v.string(), v.nonEmpty());
export const maybeText = v.fallback(v.optional(text), undefined);

/** A name that is a number in some places, such as a version. */
export const maybeNameOrNumber = v.fallback(
  v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.nonEmpty())),
  undefined,
);

/** An account id, which is a number in some documented examples. */
export const maybeAccount = maybeNameOrNumber;

/** A region becomes part of a host's name, so that another text must never pass for one. */
export const maybeRegion = v.fallback(v.optional(v.pipe(v.string(), v.regex(REGION_PATTERN))), undefined);

/** A count that is a number, a float such as `1.0`, or text. */
export const maybeCount = v.fallback(
  v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.safeInteger(), v.minValue(0))),
  undefined,
);

/** An object whose members are all optional: another value counts as an empty one. */
export function maybeObject<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.optional(v.pipe(v.unknown(), v.transform(jsonObject), v.object(entries)), {});
}

const location = v.object({ account: maybeAccount, region: maybeRegion });

/**
 * Returns the location that a payload names, or else its topic's: a topic takes what happens in its own location.
 */
export function locationIn(
  { accountId, region }: { readonly accountId?: string | undefined; readonly region?: string | undefined },
  topicArn: string | undefined,
): AwsLocation {
  const topic = v.parse(location, parseArn(topicArn ?? '') ?? {});
  return { account: accountId ?? topic.account, region: region ?? topic.region };
}

/**
 * Returns the status that a word of AWS means, whichever way it is spelled (`IN_PROGRESS`, `InProgress`); `unknown` for
 * any other.
 */
export function toStatus<Status extends string>(
  word: string,
  /** The statuses by AWS's words, in lower case without `_`, `-` and spaces. */
  statuses: Readonly<Record<string, Status>>,
): Status | 'unknown' {
  const key = word.toLowerCase().replace(/[_\s-]/g, '');
  return Object.hasOwn(statuses, key) ? (statuses[key] ?? 'unknown') : 'unknown';
}

/** Returns the word that distinguishes statuses in an identity; AWS's own word for a status that has none here. */
export function statusWord({ status, statusText }: { readonly status: string; readonly statusText: string }): string {
  return status === 'unknown' ? statusText : status;
}
