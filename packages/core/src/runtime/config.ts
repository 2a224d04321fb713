import * as v from 'valibot';
import { DESTINATION_PATTERN } from '../queue/queue-message.ts';

/** The function's environment is not usable. Names every key that is missing or bad, and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The environment as the schema says, read once at cold start. Throws one `ConfigError` for all that is wrong. */
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

/** Our own messages say what was expected; valibot's default ones quote the value and so are not used. */
function expectation(issue: v.BaseIssue<unknown>): string {
  return issue.message.startsWith('Invalid ') ? (issue.expected ?? 'something else') : issue.message;
}

const nonEmpty = v.pipe(v.string(), v.nonEmpty('a text that is not empty'));
const url = v.pipe(v.string(), v.url('a URL'));

/** Pieces that the functions' schemas are made of. */
export const setting = {
  nonEmpty,
  url,
  destination: v.pipe(v.string(), v.regex(DESTINATION_PATTERN, 'lower-case letters, digits, - and _')),
  logLevel: v.optional(v.picklist(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error'), 'info'),
  /** A switch, on unless the variable says `false`. */
  onByDefault: v.pipe(
    v.optional(v.picklist(['true', 'false'], 'true or false'), 'true'),
    v.transform((text) => text === 'true'),
  ),
  /** A JSON list in a variable; `[]` when every thing is meant. */
  jsonList: <Item extends v.GenericSchema>(item: Item) =>
    v.pipe(v.string(), v.parseJson(undefined, 'a JSON list'), v.array(item, 'a JSON list')),
};

/** Whether the whole text is what the pattern says, where `*` stands for any run of characters. */
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
