import { REGION_PATTERN } from '@shipbell/core';
import * as v from 'valibot';

/** Pieces that the shapes of AWS's payloads are made of. What is odd counts as missing where a piece is optional. */
export const text = v.pipe(v.string(), v.nonEmpty());
export const maybeText = v.fallback(v.optional(text), undefined);

/** A number in some documented examples. */
export const maybeAccount = v.fallback(
  v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.nonEmpty())),
  undefined,
);

/** A region becomes part of a host's name, so that another text must never pass for one. */
export const maybeRegion = v.fallback(v.optional(v.pipe(v.string(), v.regex(REGION_PATTERN))), undefined);

/** A count that is a number, a float such as `1.0`, or text. */
export const maybeCount = v.fallback(
  v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.safeInteger(), v.minValue(0))),
  undefined,
);
