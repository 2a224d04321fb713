/** Slack's answer to one POST. Its kind decides what happens next, never its text. */
export type SlackAnswer =
  | { readonly kind: 'delivered' }
  /** No answer, or one that another try may change. */
  | { readonly kind: 'transient'; readonly reason: string; readonly retryAfterSeconds: number | undefined }
  /** Slack's answer to a block that it cannot take, and sometimes to nothing in particular. */
  | { readonly kind: 'empty_500'; readonly reason: string }
  /** Slack will never take this payload, but may take another one. */
  | { readonly kind: 'payload_refused'; readonly reason: string }
  /** Slack says in its own words that it takes nothing at this address any more. */
  | { readonly kind: 'destination_refused'; readonly reason: string }
  /** The address is a workflow's trigger, which took the body as variables and showed no message. */
  | { readonly kind: 'workflow_trigger'; readonly reason: string }
  /** An answer that is not Slack's: a proxy's, a login page's, a redirect. It says nothing about the webhook. */
  | { readonly kind: 'not_slack'; readonly reason: string };

/**
 * Slack's words for a webhook at which it takes nothing, now and later.
 * Sources: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors and
 * https://api.slack.com/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks
 */
const DESTINATION_ERRORS = new Set([
  'account_inactive',
  'action_prohibited',
  'channel_is_archived',
  'channel_is_limited_access',
  'channel_not_found',
  'invalid_auth',
  'invalid_token',
  'is_archived',
  'no_active_hooks',
  'no_service',
  'no_service_id',
  'no_team',
  'not_in_channel',
  'posting_to_general_channel_denied',
  'team_disabled',
  'token_revoked',
  'user_not_found',
]);

/** Slack's words for a payload that it will never take. */
const PAYLOAD_ERRORS = new Set([
  'invalid_attachments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_payload',
  'missing_text_or_fallback_or_attachments',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'too_many_attachments',
]);

/** Slack's words for what another try may change, whatever the status. */
const TRANSIENT_ERRORS = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'rollup_error',
  'service_unavailable',
]);

/** Returns Slack's answer by its kind: by Slack's word where it is one of those above, else by the status. */
export function classifyAnswer(status: number, body: string, retryAfter: string | undefined): SlackAnswer {
  const word = body.trim();
  const reason = describe(status, word);
  if (status === 200 && word === 'ok') return { kind: 'delivered' };
  const transient: SlackAnswer = { kind: 'transient', reason, retryAfterSeconds: parseRetryAfter(retryAfter) };
  if (status === 429 || TRANSIENT_ERRORS.has(word)) return transient;
  if (DESTINATION_ERRORS.has(word)) return { kind: 'destination_refused', reason };
  if (PAYLOAD_ERRORS.has(word)) return { kind: 'payload_refused', reason };
  if (status === 500 && word === '') return { kind: 'empty_500', reason };
  if (status >= 500 || status === 408) return transient;
  if (status === 413 || (status === 400 && WORD.test(word))) return { kind: 'payload_refused', reason };
  return status === 200 && WORKFLOW_ANSWER.test(word)
    ? { kind: 'workflow_trigger', reason: `${status} (the answer of a workflow’s trigger)` }
    : { kind: 'not_slack', reason };
}

/**
 * Matches what looks like one of Slack's words. A part of the address, which whoever answers may repeat, has capitals or
 * digits.
 */
const WORD = /^(?=.{1,60}$)[a-z]+(?:[_.-][a-z]+)*$/;

/** Matches a workflow trigger's answer to a body: https://docs.slack.dev/workflows/workflow-builder */
const WORKFLOW_ANSWER = /^\{\s*"ok"\s*:\s*true\s*\}$/;

/** Returns the status with Slack's word, or with a note that the body is not Slack's. */
function describe(status: number, word: string): string {
  return word === '' ? `${status}` : `${status} ${WORD.test(word) ? word : '(a body that is not Slack’s)'}`;
}

/** The longest wait that Slack is obeyed in: whoever names a longer one hardly means a chat's messages. */
const LONGEST_RETRY_AFTER_SECONDS = 3_600;

/** Returns whole seconds, an hour at most; undefined for the header's date form, which Slack does not use. */
function parseRetryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,9}$/.test(header.trim())
    ? Math.min(Number(header), LONGEST_RETRY_AFTER_SECONDS)
    : undefined;
}
