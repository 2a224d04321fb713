import * as v from 'valibot';
import { jsonObject, maybeText, parseAs } from './json.ts';
import type { Letter } from './letter.ts';
import { printable } from './printable.ts';

/** Enough to know it by, on one line of a terminal. */
const LENGTH = 100;

/** What a letter tells of, printable: a message's headline, a notification's subject, an event's kind and thing. */
export function headlineOf(letter: Letter): string {
  return printable(told(letter) || `(not readable) ${letter.body}`, LENGTH);
}

function told({ queue, body }: Letter): string | undefined {
  switch (queue.content) {
    case 'messages': {
      const text = parseAs(v.object({ text: v.string() }), body)?.text;
      return text && plain(text);
    }
    case 'notifications':
      return ofNotification(parseAs(jsonObject, body));
    case 'events':
      return ofEvent(parseAs(jsonObject, body));
    case 'invocations': {
      const payload = parseAs(v.object({ requestPayload: jsonObject }), body)?.requestPayload;
      return ofSnsEvent(payload) ?? ofEvent(payload);
    }
  }
}

/** mrkdwn as it reads: links by their labels, entities as the characters that they stand for. */
function plain(mrkdwn: string): string {
  return mrkdwn
    .replace(/<(?:[^<>|]{0,3000}\|)?([^<>]{0,3000})>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

const notification = v.object({ Subject: v.fallback(v.nullish(v.string()), undefined), Message: maybeText });

function ofNotification(content: unknown): string | undefined {
  const { success, output } = v.safeParse(notification, content);
  return success ? output.Subject || output.Message : undefined;
}

const snsRecords = v.object({ Records: v.pipe(v.array(v.object({ Sns: jsonObject })), v.minLength(1)) });

function ofSnsEvent(content: unknown): string | undefined {
  const { success, output } = v.safeParse(snsRecords, content);
  return success ? ofNotification(output.Records[0]?.Sns) : undefined;
}

/** What the events of the services that Shipbell tells of call their thing and what became of it. */
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

function ofEvent(content: unknown): string | undefined {
  const { success, output } = v.safeParse(event, content);
  if (!success) return undefined;
  const { executionArn, deploymentId, pipeline, status, state } = output.detail as Partial<Record<string, string>>;
  const thing = executionArn?.split(':').slice(6).join(':') ?? deploymentId ?? pipeline;
  return [output['detail-type'], thing, status ?? state].filter((part) => part).join(' · ');
}
