import * as v from 'valibot';
import { printable } from '../command-line/printable.ts';
import { type DeadLetteredMessage, jsonObject, maybeText, parseBody } from './dead-lettered-message.ts';

/** How many characters are shown: enough to recognize a message by, and one line of a terminal. */
const MAX_LENGTH = 100;

/**
 * Returns what a message is about, printable: a Slack message's headline, a notification's subject, an event's kind and
 * thing.
 */
export function headlineOf(message: DeadLetteredMessage): string {
  return printable(subjectOf(message) || `(not readable) ${message.body}`, MAX_LENGTH);
}

function subjectOf({ queue, body }: DeadLetteredMessage): string | undefined {
  switch (queue.content) {
    case 'messages': {
      const text = parseBody(v.object({ text: v.string() }), body)?.text;
      return text && plain(text);
    }
    case 'notifications':
      return notificationSubject(parseBody(jsonObject, body));
    case 'events':
      return eventSubject(parseBody(jsonObject, body));
    case 'invocations': {
      const payload = parseBody(v.object({ requestPayload: jsonObject }), body)?.requestPayload;
      return snsEventSubject(payload) ?? eventSubject(payload);
    }
  }
}

/** Returns mrkdwn as a reader sees it: links by their labels, entities as the characters that they stand for. */
function plain(mrkdwn: string): string {
  return mrkdwn
    .replace(/<(?:[^<>|]{0,3000}\|)?([^<>]{0,3000})>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

const notification = v.object({ Subject: v.fallback(v.nullish(v.string()), undefined), Message: maybeText });

function notificationSubject(content: unknown): string | undefined {
  const { success, output } = v.safeParse(notification, content);
  return success ? output.Subject || output.Message : undefined;
}

const snsRecords = v.object({ Records: v.pipe(v.array(v.object({ Sns: jsonObject })), v.minLength(1)) });

function snsEventSubject(content: unknown): string | undefined {
  const { success, output } = v.safeParse(snsRecords, content);
  return success ? notificationSubject(output.Records[0]?.Sns) : undefined;
}

/** The members by which an event names its thing and its outcome, in the services on which Shipbell reports. */
const event = v.object({
  'detail-type': maybeText,
  detail: v.fallback(
    v.object({
      executionArn: maybeText,
      deploymentId: maybeText,
      pipeline: maybeText,
      status: maybeText,
      state: maybeText,
    }),
    {},
  ),
});

function eventSubject(content: unknown): string | undefined {
  const { success, output } = v.safeParse(event, content);
  if (!success) return undefined;
  const { executionArn, deploymentId, pipeline, status, state } = output.detail as Partial<Record<string, string>>;
  const thing = executionArn?.split(':').slice(6).join(':') ?? deploymentId ?? pipeline;
  return [output['detail-type'], thing, status ?? state].filter((part) => part).join(' · ');
}
