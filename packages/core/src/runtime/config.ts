import * as v from 'valibot';
import { DESTINATION_PATTERN } from '../queue/queue-message.ts';

/**
 * Thrown where the function's environment cannot be used. Its message names every key that is missing or bad, and no
 * value.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Returns the environment as the schema describes it. Throws one `ConfigError` that names everything that is wrong. */
export function readConfig<Schema extends v.GenericSchema>(
  schema: Schema,
  environment: NodeJS.ProcessEnv,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, environment);
  if (result.success) return result.output;
  const problems = result.issues.map((issue) => {
    const path = v.getDotPath(issue) ?? 'the environment';
    return issue.input === undefined ? `${path} is missing` : `${path} must be ${expectation(issue)}`;
  });
  throw new ConfigError(`Check the function's environment variables: ${problems.join('; ')}.`);
}

/**
 * Returns what the schema expects. Valibot's default messages quote the value, which may be a secret, so only our own
 * are used.
 */
function expectation(issue: v.BaseIssue<unknown>): string {
  return issue.message.startsWith('Invalid ') ? (issue.expected ?? 'something else') : issue.message;
}

const nonEmpty = v.pipe(v.string(), v.nonEmpty('a text that is not empty'));
const url = v.pipe(v.string(), v.url('a URL'));

/** The schemas of single variables, of which the functions' own schemas are made. */
export const setting = {
  nonEmpty,
  url,
  destination: v.pipe(v.string(), v.regex(DESTINATION_PATTERN, 'lower-case letters, digits, - and _')),
  logLevel: v.optional(v.picklist(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error'), 'info'),
  /** True unless the variable says `false`. */
  onByDefault: v.pipe(
    v.optional(v.picklist(['true', 'false'], 'true or false'), 'true'),
    v.transform((text) => text === 'true'),
  ),
  /** A JSON list in a variable; an empty one stands for everything. */
  jsonList: <Item extends v.GenericSchema>(item: Item) =>
    v.pipe(v.string(), v.parseJson(undefined, 'a JSON list'), v.array(item, 'a JSON list')),
};

/** Returns whether the pattern matches the whole text, where `*` stands for any run of characters. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let position = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return text.length - last.length >= position && text.endsWith(last);
}
