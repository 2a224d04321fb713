import * as v from 'valibot';

/** What a text holds as JSON by the schema; undefined where it is no JSON or something else. */
export function parseAs<const Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
): v.InferOutput<Schema> | undefined {
  const { success, output } = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  return success ? output : undefined;
}

/** Any JSON object, as it is. */
export const jsonObject = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** Optional text: anything else is as good as nothing. */
export const maybeText = v.fallback(v.optional(v.string()), undefined);
