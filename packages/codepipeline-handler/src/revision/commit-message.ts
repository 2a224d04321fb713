/** A pull or merge request as a commit message names it, and the host that writes its number in this way. */
export interface WrittenRequest {
  /** `#612`, `!345` or `PR 12`. */
  readonly label: string;
  readonly host: 'github' | 'gitlab' | 'bitbucket' | undefined;
  /** The project that stands beside the number, as in GitLab's messages. */
  readonly project?: string | undefined;
}

/** The parts of a commit message that a reader wants. */
export interface CommitMessage {
  /** What shipped; undefined where the message is empty, or says nothing but the number of what was merged. */
  readonly title: string | undefined;
  /** The text below the title, without trailers and addresses; empty where there is none. */
  readonly body: string;
  readonly request: WrittenRequest | undefined;
}

/** A hint to the author in a template for pull requests; the host puts what is written there into a squash merge. */
const COMMENT = /<!--[\s\S]{0,1000}?-->/g;

/** How hosts, and git itself, begin the message of a merge. What shipped stands in the body where there is no `title`. */
const MERGES: readonly (readonly [pattern: RegExp, host?: WrittenRequest['host']])[] = [
  [/^Merge pull request (?<label>#\d{1,10})\b/, 'github'],
  [/^Merged in .+ \(pull request (?<label>#\d{1,10})\)$/, 'bitbucket'],
  // Bitbucket's server and Azure DevOps, which have a host for each customer.
  [/^Pull request (?<label>#\d{1,10}): (?<title>.+)$/],
  [/^Merged (?<label>PR \d{1,10}): (?<title>.+)$/],
  [/^Merge (?:remote-tracking )?(?:branch|branches|tag|commit) '/],
];

/**
 * Returns the parts of a commit message. The first line of a merge names the branch that was merged; what shipped stands
 * below it: https://docs.gitlab.com/user/project/merge_requests/commit_templates/
 */
export function parseCommitMessage(message: string): CommitMessage {
  const text = message.replace(/\r\n?/g, '\n').replace(COMMENT, '').trim();
  const [first = '', ...below] = withoutAddresses(text).split('\n');
  const line = first.trim();
  const body = withoutTrailers(below);
  const [pattern, host] = MERGES.find(([pattern]) => pattern.test(line)) ?? [];
  const { label, title } = pattern?.exec(line)?.groups ?? {};
  const request = label === undefined ? requestBelow(below) : { label, host };
  if (pattern === undefined) return partsOf(line, request, body);
  if (title !== undefined) return partsOf(title, request, body);
  const start = body.findIndex(isFilled);
  const named = body[start] ?? '';
  if (isTitle(named)) return partsOf(named, request, body.slice(start + 1));
  // A number names what was merged better than the branch in the first line.
  return request === undefined ? partsOf(line, request, body) : partsOf('', request, [line, ...body]);
}

/** The number at the end of a title, as squash merges write it: `Add the reminder (#612)`. */
const NUMBER_AT_END = /^(?<words>.+)\s\((?<label>[#!]\d{1,10})\)$/;

function partsOf(line: string, request: WrittenRequest | undefined, lines: readonly string[]): CommitMessage {
  const title = line.trim();
  const body = withoutBlankEnds(lines).join('\n');
  const { words, label } = NUMBER_AT_END.exec(title)?.groups ?? {};
  return words === undefined || label === undefined || (request && request.label !== label)
    ? { title: title || undefined, body, request }
    : { title: words.trim(), body, request: request ?? { label, host: label.startsWith('#') ? 'github' : 'gitlab' } };
}

/** Returns whether a line says what was merged: git's list of conflicts or of commits does not. */
function isTitle(line: string): boolean {
  return isFilled(line) && !/^(?:#\s|Conflicts:|\*.*:$)/.test(line);
}

const REQUEST_BELOW = /^[ \t]*See merge request ([\w./-]{0,255})(!\d{1,10})[ \t]*$/gm;

/** Returns the request that GitLab names below the text of a merge, or of a squash where the project's template says so. */
function requestBelow(lines: readonly string[]): WrittenRequest | undefined {
  const [, project, label] = [...lines.join('\n').matchAll(REQUEST_BELOW)].at(-1) ?? [];
  return label ? { label, host: 'gitlab', project: project || undefined } : undefined;
}

/** An address in angle brackets, as trailers have it, and one in a sentence. `git@host:path` and `git@host/path` are none. */
const IN_BRACKETS = /[ \t]?<[^\s<>@]{1,100}@[^\s<>]{1,255}>/g;
const IN_SENTENCE = /([\w.+-]{1,64}@)[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}\b(?![:/])/gi;

/** Returns the text without e-mail addresses, which a channel has no use for; of one in a sentence the name stays. */
export function withoutAddresses(text: string): string {
  return text.replace(IN_BRACKETS, '').replace(IN_SENTENCE, '$1…');
}

/** Lines for tools: https://git-scm.com/docs/git-interpret-trailers. GitLab's and Bitbucket's line on a merge are no news. */
const TRAILER =
  /^(?:[\w-]{1,40}-by|change-id|reviewed-on|reviewed-at|pr-url|cc|git-svn-id):|^See merge request \S*!\d+$|^Merge in \S+ from \S+ to \S+$/i;

/** Returns the lines without trailers, wherever they stand: a squash merge joins messages that have their own. */
function withoutTrailers(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let isInData = false;
  for (const [index, line] of lines.entries()) {
    // Dependabot's data for tools, up to the end of a YAML document.
    isInData ||= line.trimEnd() === '---' && /^updated-dependencies:\s*$/.test(lines[index + 1] ?? '');
    if (!isInData && !TRAILER.test(line.trim())) kept.push(line);
    isInData &&= line.trimEnd() !== '...';
  }
  return kept;
}

/** Returns the lines without blank ones around them, and without the rule that GitHub puts between a text and trailers. */
function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex(isFilled);
  const end = lines.findLastIndex((line) => isFilled(line) && !/^-{3,}$/.test(line.trim()));
  return start < 0 ? [] : lines.slice(start, end + 1);
}

function isFilled(line: string): boolean {
  return line.trim() !== '';
}
