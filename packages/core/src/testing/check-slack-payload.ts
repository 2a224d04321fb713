import * as v from 'valibot';
import { attachment, isShown } from './check-slack-payload/attachment.ts';
import { type AnyBlock, blocks } from './check-slack-payload/blocks.ts';
import { reasonOf } from './check-slack-payload/reason.ts';
import { countCharacters, findClash, TOTAL_CHARACTERS } from './check-slack-payload/whole-message.ts';

/** An answer of Slack; `reason`, which Slack itself does not send through a webhook, says what was refused and where. */
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

/** Asked one after the other; the first answer that is not undefined is Slack's. */
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
 * What an incoming webhook answers to a POST with this JSON body, without asking Slack: `200 ok`, or the status and the
 * text with which Slack refuses it. Numbers are from https://docs.slack.dev/reference/block-kit and from reported
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

/** `JSON.parse` takes half an emoji, a reader that decodes to UTF-8 does not. */
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

/** https://github.com/slackapi/slack-github-action/issues/440 */
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
