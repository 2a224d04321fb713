import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { DESTINATION_PATTERN } from '../queue/queue-message.ts';
import { LINK_STYLES } from '../slack/blocks.ts';

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
  const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? 'the environment'} ${problemOf(issue)}`);
  throw new ConfigError(`Check the function's environment variables: ${problems.join('; ')}.`);
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  if (issue.input === undefined) return 'is missing';
  return issue.type === 'strict_object' && issue.expected === 'never'
    ? 'is not known'
    : `must be ${expectation(issue)}`;
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

/** How many bytes a variable may take once it is unpacked: far more than fits into a Lambda's 4 KB of environment. */
const MAX_BYTES = 1_000_000;

/** Returns the schema of a variable that holds JSON, as it is or as Terraform's `base64gzip` packs it. */
function packedJson(what: string) {
  const problem = `${what}, or the Base64 of its gzip, of no more than 1 MB`;
  return v.pipe(v.string(), v.transform(unpack), v.parseJson(undefined, problem));
}

/** Returns the JSON that the text holds; an empty text where it holds none. */
function unpack(text: string): string {
  if (/^\s*[[{]/.test(text)) return text;
  try {
    return gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: MAX_BYTES }).toString();
  } catch {
    return '';
  }
}

/** The schemas of single variables, of which the functions' own schemas are made. */
export const setting = {
  nonEmpty,
  url,
  destination: v.pipe(v.string(), v.regex(DESTINATION_PATTERN, 'lower-case letters, digits, - and _')),
  linkStyle: v.optional(v.picklist(LINK_STYLES, LINK_STYLES.join(' or ')), 'text'),
  logLevel: v.optional(v.picklist(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error'), 'info'),
  /** True unless the variable says `false`. */
  onByDefault: v.pipe(
    v.optional(v.picklist(['true', 'false'], 'true or false'), 'true'),
    v.transform((text) => text === 'true'),
  ),
  /** A JSON list in a variable; an empty one stands for everything. */
  jsonList: <Item extends v.GenericSchema>(item: Item) =>
    v.pipe(packedJson('a JSON list'), v.array(item, 'a JSON list')),
  /** A JSON object in a variable; without it, one that holds nothing. */
  jsonObject: <Entries extends v.ObjectEntries>(entries: Entries) =>
    v.optional(v.pipe(packedJson('a JSON object'), v.strictObject(entries, 'a JSON object')), '{}'),
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
