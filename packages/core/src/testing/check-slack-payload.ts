import type { BaseIssue } from 'valibot';
import * as v from 'valibot';
import { type AnyBlock, attachment, blocks, isShown } from './check-slack-payload/blocks.ts';

/** An answer of Slack. `reason` says what was refused and where, which Slack itself does not send to a webhook. */
export type SlackAnswer = { readonly status: number; readonly body: string; readonly reason?: string };

type Message = {
  readonly text?: string;
  readonly blocks?: unknown[];
  readonly attachments?: { readonly blocks?: unknown[] }[];
};

const OK: SlackAnswer = { status: 200, body: 'ok' };

const envelope = v.pipe(
  v.custom<object>((message) => !Array.isArray(message)),
  v.looseObject({ text: v.optional(v.string()) }),
);

/** The checks in Slack's order: the first refusal is the answer. */
const checks = [
  isPresent,
  hasKnownShape,
  hasFewAttachments,
  hasNoMarkdownBlock,
  hasValidBlocks,
  hasValidAttachments,
  hasNoClash,
  isShortInAll,
];

/**
 * Returns what an incoming webhook answers to a POST with this JSON body, without asking Slack: `200 ok`, or the status and
 * the text with which Slack refuses it. Numbers are from https://docs.slack.dev/reference/block-kit and from reported
 * refusals; they are written down a second time here on purpose, so that a wrong limit in the formatting is noticed.
 * A `text` above 40,000 characters is cut by Slack, not refused. Never throws.
 */
export function checkSlackPayload(body: string): SlackAnswer {
  const message = parse(body);
  if (message === undefined) return refuse('invalid_payload', 'the body is not a JSON object with a text string');
  for (const check of checks) {
    const answer = check(message);
    if (answer) return answer;
  }
  return OK;
}

function refuse(body: string, reason: string): SlackAnswer {
  return { status: 400, body, reason };
}

function parse(body: string): Message | undefined {
  try {
    const result = v.safeParse(envelope, JSON.parse(body, rejectLoneSurrogates));
    return result.success ? (result.output as Message) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns the value as it is. Throws for half an emoji, which `JSON.parse` takes and Slack's UTF-8 decoding does not.
 */
function rejectLoneSurrogates(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) throw new SyntaxError('lone surrogate');
  return value;
}

function isPresent({ text, blocks: ofMessage, attachments }: Message): SlackAnswer | undefined {
  if (text || (ofMessage ?? []).length !== 0) return undefined;
  if (attachments === undefined) return refuse('missing_text_or_fallback_or_attachments', 'nothing to show');
  if (Array.isArray(attachments) && !attachments.some(isShown)) return refuse('no_text', 'the attachments are empty');
  return undefined;
}

function hasKnownShape({ blocks: ofMessage = [], attachments = [] }: Message): SlackAnswer | undefined {
  if (!Array.isArray(ofMessage)) return refuse('invalid_blocks_format', 'blocks is not a list');
  if (!Array.isArray(attachments)) return refuse('invalid_attachments', 'attachments is not a list');
  return undefined;
}

function hasFewAttachments({ attachments = [] }: Message): SlackAnswer | undefined {
  return attachments.length > 100 ? refuse('too_many_attachments', 'no more than 100 items allowed') : undefined;
}

/** Returns the refusal of a markdown block. https://github.com/slackapi/slack-github-action/issues/440 */
function hasNoMarkdownBlock(message: Message): SlackAnswer | undefined {
  const found = allBlocks(message).some((block) => block?.type === 'markdown');
  return found ? { status: 500, body: '', reason: 'markdown blocks do not pass an incoming webhook' } : undefined;
}

function hasValidBlocks({ blocks: ofMessage = [] }: Message): SlackAnswer | undefined {
  const { issues } = v.safeParse(blocks(50), ofMessage, { abortEarly: true });
  return issues && refuse('invalid_blocks', reasonOf(issues[0], '/blocks'));
}

function hasValidAttachments({ attachments = [] }: Message): SlackAnswer | undefined {
  const { issues } = v.safeParse(v.array(attachment), attachments, { abortEarly: true });
  return issues && refuse('invalid_attachments', reasonOf(issues[0], '/attachments'));
}

function hasNoClash(message: Message): SlackAnswer | undefined {
  const clash = findClash(allBlocks(message));
  const inBlocks = clash !== undefined && findClash((message.blocks ?? []) as AnyBlock[]) !== undefined;
  return clash === undefined ? undefined : refuse(inBlocks ? 'invalid_blocks' : 'invalid_attachments', clash);
}

function isShortInAll(message: Message): SlackAnswer | undefined {
  const total = countCharacters(allBlocks(message));
  if (total <= TOTAL_CHARACTERS) return undefined;
  return refuse(
    'msg_blocks_too_long',
    `${total} characters in all blocks, ${TOTAL_CHARACTERS} were seen to be accepted`,
  );
}

function allBlocks({ blocks: ofMessage = [], attachments = [] }: Message): AnyBlock[] {
  const ofAttachments = attachments.flatMap((item) => (Array.isArray(item?.blocks) ? item.blocks : []));
  return [...ofMessage, ...ofAttachments] as AnyBlock[];
}

/**
 * Slack's undocumented limit on all blocks of a message together: about 13,200 characters were seen to be accepted
 * (https://github.com/slackapi/bolt-js/issues/2509). Which strings count is unknown, so all but the `type`s do here.
 */
const TOTAL_CHARACTERS = 13_200;

function countCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => sum + (key === 'type' ? 0 : countCharacters(inner)), 0);
}

/**
 * Returns how blocks clash: a repeated block id, a repeated action id within a block, or a second table; undefined if
 * they do not.
 */
function findClash(blocks: readonly AnyBlock[]): string | undefined {
  const blockId = firstRepeated(blocks.map((block) => block.block_id));
  if (blockId !== undefined) return `block_id ${blockId} already exists`;
  const actionId = blocks.map(actionIds).map(firstRepeated).find(isDefined);
  if (actionId !== undefined) return `action_id ${actionId} already exists for another action in the block`;
  return blocks.filter((block) => block.type === 'table').length > 1 ? 'only_one_table_allowed' : undefined;
}

function actionIds({ elements }: AnyBlock): unknown[] {
  return Array.isArray(elements) ? elements.map((element) => element?.action_id) : [];
}

function firstRepeated(values: readonly unknown[]): string | undefined {
  const repeated = values.find((value, index) => value !== undefined && values.indexOf(value) < index);
  return repeated === undefined ? undefined : String(repeated);
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** Returns what is wrong and where, in the words of Slack's own `response_metadata.messages`. */
function reasonOf(issue: BaseIssue<unknown>, root: string): string {
  const keys = (issue.path ?? []).map((item) => String(item.key));
  const onKey = missingOrAdditional(issue);
  return `${onKey ?? constraint(issue)} [json-pointer:${[root, ...(onKey ? keys.slice(0, -1) : keys)].join('/')}]`;
}

function missingOrAdditional({ type, expected, received, path }: BaseIssue<unknown>): string | undefined {
  if (type !== 'strict_object' || expected === 'Object') return undefined;
  const key = String(path?.at(-1)?.key);
  return received === 'undefined' ? `missing required field: ${key}` : `invalid additional property: ${key}`;
}

function constraint({ type, input, requirement, message }: BaseIssue<unknown>): string {
  const inList = Array.isArray(input);
  const size = Number(requirement);
  if (type === 'max_length')
    return inList ? `no more than ${size} items allowed` : `must be less than ${size + 1} characters`;
  if (type === 'min_length')
    return inList ? `no less than ${size} items allowed` : `must be more than ${size - 1} characters`;
  return message;
}
