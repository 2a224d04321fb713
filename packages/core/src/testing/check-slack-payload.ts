import * as v from 'valibot';
import { type AnyBlock, attachment, blocks, isShown } from './check-slack-payload/blocks.ts';
import { issueAt, type PlacedReason } from './check-slack-payload/issue-at.ts';

/** An answer of Slack. `reason` says what was refused and where, which Slack itself does not send to a webhook. */
export type SlackAnswer = { readonly status: number; readonly body: string; readonly reason?: string };

type Message = {
  readonly text?: string;
  readonly blocks?: unknown[];
  readonly attachments?: { readonly blocks?: unknown[] }[];
};

/** A reason for which Slack refuses a message, and the part of the message that it is about. */
export interface SlackFinding extends SlackAnswer {
  readonly reason: string;
  /** A JSON pointer (RFC 6901): `/attachments/0/blocks/2/text/text`; empty for the whole message. */
  readonly pointer: string;
}

const OK: SlackAnswer = { status: 200, body: 'ok' };

const envelope = v.pipe(
  v.custom<object>((message) => !Array.isArray(message)),
  v.looseObject({ text: v.optional(v.string()) }),
);

type Check = (message: Message) => readonly SlackFinding[];

/** The checks in Slack's order. The second list reads the blocks, which only a message that passes the first one has. */
const checksOfShape: readonly Check[] = [isPresent, hasKnownShape];
const checksOfContent: readonly Check[] = [
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
  const [first] = findSlackProblems(body);
  if (first === undefined) return OK;
  const { status, body: answer, reason } = first;
  return { status, body: answer, reason };
}

/**
 * Returns everything for which an incoming webhook would refuse a POST with this JSON body, in Slack's order: Slack itself
 * names the first one alone. Empty for a message that Slack takes. Never throws.
 */
export function findSlackProblems(body: string): readonly SlackFinding[] {
  const message = parse(body);
  if (message === undefined) return refuse('invalid_payload', 'the body is not a JSON object with a text string');
  const ofShape = checksOfShape.flatMap((check) => check(message));
  return ofShape.length > 0 ? ofShape : checksOfContent.flatMap((check) => check(message));
}

function refuse(body: string, reason: string, pointer = ''): readonly SlackFinding[] {
  return [{ status: 400, body, reason, pointer }];
}

/** Returns the refusal for a part, in the form of Slack's own `response_metadata.messages`. */
function refuseFor(body: string, { reason, pointer }: PlacedReason): readonly SlackFinding[] {
  return refuse(body, `${reason} [json-pointer:${pointer}]`, pointer);
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

function isPresent({ text, blocks: ofMessage, attachments }: Message): readonly SlackFinding[] {
  if (text || (ofMessage ?? []).length !== 0) return [];
  if (attachments === undefined) return refuse('missing_text_or_fallback_or_attachments', 'nothing to show');
  if (Array.isArray(attachments) && !attachments.some(isShown)) return refuse('no_text', 'the attachments are empty');
  return [];
}

function hasKnownShape({ blocks: ofMessage = [], attachments = [] }: Message): readonly SlackFinding[] {
  if (!Array.isArray(ofMessage)) return refuse('invalid_blocks_format', 'blocks is not a list', '/blocks');
  if (!Array.isArray(attachments)) return refuse('invalid_attachments', 'attachments is not a list', '/attachments');
  return [];
}

function hasFewAttachments({ attachments = [] }: Message): readonly SlackFinding[] {
  if (attachments.length <= 100) return [];
  return refuse('too_many_attachments', 'no more than 100 items allowed', '/attachments');
}

/** Returns the refusals of markdown blocks. https://github.com/slackapi/slack-github-action/issues/440 */
function hasNoMarkdownBlock(message: Message): readonly SlackFinding[] {
  return allBlocks(message)
    .filter(({ block }) => block.type === 'markdown')
    .map(({ pointer }) => {
      return { status: 500, body: '', reason: 'markdown blocks do not pass an incoming webhook', pointer };
    });
}

function hasValidBlocks({ blocks: ofMessage = [] }: Message): readonly SlackFinding[] {
  const { issues = [] } = v.safeParse(blocks(50), ofMessage);
  return issues.flatMap((issue) => refuseFor('invalid_blocks', issueAt(issue, '/blocks')));
}

function hasValidAttachments({ attachments = [] }: Message): readonly SlackFinding[] {
  const { issues = [] } = v.safeParse(v.array(attachment), attachments);
  return issues.flatMap((issue) => refuseFor('invalid_attachments', issueAt(issue, '/attachments')));
}

function hasNoClash(message: Message): readonly SlackFinding[] {
  const clash = findClash(allBlocks(message));
  if (clash === undefined) return [];
  return refuse(
    clash.pointer.startsWith('/blocks') ? 'invalid_blocks' : 'invalid_attachments',
    clash.reason,
    clash.pointer,
  );
}

function isShortInAll(message: Message): readonly SlackFinding[] {
  const total = countCharacters(allBlocks(message).map(({ block }) => block));
  if (total <= TOTAL_CHARACTERS) return [];
  return refuse(
    'msg_blocks_too_long',
    `${total} characters in all blocks, ${TOTAL_CHARACTERS} were seen to be accepted`,
  );
}

/** A block, and where in the message it is. */
interface PlacedBlock {
  readonly block: AnyBlock;
  readonly pointer: string;
}

/** Returns all blocks that are objects. */
function allBlocks({ blocks: ofMessage = [], attachments = [] }: Message): PlacedBlock[] {
  return [
    ...placed(ofMessage, '/blocks'),
    ...attachments.flatMap((item, index) => placed(item?.blocks, `/attachments/${index}/blocks`)),
  ];
}

function placed(list: unknown, pointer: string): PlacedBlock[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((block, index) =>
    typeof block === 'object' && block !== null ? { block, pointer: `${pointer}/${index}` } : [],
  );
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
 * they do not. The clash is at the later block.
 */
function findClash(all: readonly PlacedBlock[]): PlacedReason | undefined {
  const ofIds = all[indexOfRepeated(all.map(({ block }) => block.block_id))];
  if (ofIds) return { reason: `block_id ${ofIds.block.block_id} already exists`, pointer: ofIds.pointer };
  for (const { block, pointer } of all) {
    const ids = actionIds(block);
    const id = ids[indexOfRepeated(ids)];
    if (id !== undefined) return { reason: `action_id ${id} already exists for another action in the block`, pointer };
  }
  const [, second] = all.filter(({ block }) => block.type === 'table');
  return second && { reason: 'only_one_table_allowed', pointer: second.pointer };
}

function actionIds({ elements }: AnyBlock): unknown[] {
  return Array.isArray(elements) ? elements.map((element) => element?.action_id) : [];
}

/** Returns the index of the first value that stands further up already; -1 when there is none. */
function indexOfRepeated(values: readonly unknown[]): number {
  return values.findIndex((value, index) => value !== undefined && values.indexOf(value) < index);
}
