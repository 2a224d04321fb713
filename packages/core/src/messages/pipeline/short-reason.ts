import type { PipelineFailure } from '../../reports/pipeline-report.ts';
import { cut, inline } from '../../slack/text.ts';

/** Why an action failed, in the few words that a headline has room for. */
export interface ShortReason {
  /** Empty where nothing says why. */
  readonly words: string;
  /** Whether the words are all that the action's provider says. */
  readonly isWhole: boolean;
}

type Failure = Partial<
  Pick<Extract<PipelineFailure, { readonly kind: 'known' }>, 'message' | 'errorCode' | 'provider'>
>;

/** How many characters a whole message may have to stand in a headline, and how many a part of a longer one. */
const SHORT_CHARACTERS = 80;
const PART_CHARACTERS = 100;
/** How much of a long message is searched, from its end. */
const MAX_SEARCHED = 4_000;
/** CodePipeline's error code for every failure that a provider reports; it only says that the action failed. */
const JOB_FAILED = 'JobFailed';

/** Returns the error code, if it says what failed. */
export function codeOf({ errorCode }: Pick<Failure, 'errorCode'>): string {
  const code = cut(inline(errorCode ?? ''), 60);
  return code === JOB_FAILED ? '' : code;
}

/**
 * Returns why the action failed: the provider's message where it is short, else its last clause that says something, else
 * the error code. The provider's name is no reason.
 */
export function shortReason(failure: Failure): ShortReason {
  const { message, provider } = failure;
  const all = inline(message ?? '');
  const words = withoutStop(all).replace(BECAUSE, '');
  if (all.length <= SHORT_CHARACTERS && !EMPTY.test(words)) return { words, isWhole: true };
  // An approver's words are one person's, which are read from their beginning.
  const reason = provider === 'Manual' ? words : (failedCommand(words) ?? lastClause(words));
  const shown = cut(reason || codeOf(failure), PART_CHARACTERS);
  return { words: shown, isWhole: all === '' || shown === words };
}

/** Matches what a headline says itself before the cause begins. */
const BECAUSE = /^(?:the )?(?:action|build|deployment|execution|job) failed (?:because|due to) (?=\S)/i;

/** What CodeBuild says of a command that failed, before the command itself, and before its exit status. */
const COMMAND = 'Error while executing command: ';
const REASON = ' Reason: ';

/** Returns `npm test: exit status 1` of CodeBuild's message; undefined for any other message. */
function failedCommand(words: string): string | undefined {
  const [start, end] = [words.indexOf(COMMAND), words.lastIndexOf(REASON)];
  if (start < 0 || end < start + COMMAND.length) return undefined;
  const status = cut(words.slice(end + REASON.length), SHORT_CHARACTERS / 2);
  const command = withoutStop(words.slice(start + COMMAND.length, end));
  return `${cut(command, SHORT_CHARACTERS - status.length - 2)}: ${status}`;
}

/** Matches where one clause of AWS's messages ends and the next begins: after a full stop, or at a label. */
const CLAUSE_END =
  /[.!?;] |,? ?\b(?:(?:Reason|Message|Error|Cause|Resource handler returned message): |ResourceStatusReason:)/;
/** Matches what AWS adds about the request: `(Service: AmazonS3; Status Code: 403; …)`. */
const REQUEST = / ?\((?:Service|RequestToken): [^()]*\)/g;
const ARN = /(:?)\barn:[a-z-]+:[\w-]*:[\w-]*:(\d*):([^\s,;'"()]+)/g;
/** Matches a clause that says no more than that something failed. */
const EMPTY =
  /^(?:no reason (?:was )?(?:provided|given)|build terminated with state: failed|(?:the )?(?:action|build|deployment|execution|job)(?: \S+)? (?:has )?failed|failed|unknown|null|none|\{\})?$/i;
/** Matches a clause that gives advice, which is no reason. */
const ADVICE =
  /^(?:for more|see|please|check|verify|update|try|to (?:fix|resolve|learn)|make sure|ensure|contact|refer)\b/i;

/** Returns the last clause that says why; empty where none does. */
function lastClause(words: string): string {
  const clauses = words
    .slice(-MAX_SEARCHED)
    .replace(REQUEST, '')
    .replace(ARN, (_arn, colon, account, resource) => `${colon && ' '}${account ? nameOf(resource) : resource}`)
    .split(CLAUSE_END)
    .map(withoutStop)
    .filter((clause) => !EMPTY.test(clause));
  return clauses.findLast((clause) => !ADVICE.test(clause)) ?? clauses[0] ?? '';
}

/** Returns `shop` of `stack/shop/b788` and of `role/shop`. */
function nameOf(resource: string): string {
  return resource.split(/[/:]/)[1] || resource;
}

function withoutStop(words: string): string {
  return words.trim().replace(/\.$|^"|\.?"$/g, '');
}
