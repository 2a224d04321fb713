import { jsonObject, type Link, maskSecrets, textOf } from '@shipbell/core';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { factsOf, membersOf, nameOfResource, namesOf, pagesOf, sentencesOf, statusesOf } from './members.ts';

/** An event of any other kind: another service's event, an alarm, plain text. */
export interface OtherEvent {
  readonly kind: 'other';
  readonly id: string;
  readonly title: string;
  /** The name of what it is about. */
  readonly about: string | undefined;
  /** How that stands; of plain text, its first line. */
  readonly status: string | undefined;
  readonly text: string | undefined;
  readonly links: readonly Link[];
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** Returns what a payload that no parser takes says: of plain text its lines, of JSON its statuses, names and sentences. */
export function parseOtherEvent({ payload, id, subject }: EventEnvelope): OtherEvent {
  const text = typeof payload === 'string' ? payload : undefined;
  const event = text === undefined ? jsonObject(payload) : stackEvent(text);
  const { detail, approval, ...rest } = event;
  const type = titleOf(event);
  // Masked already, as the first line below is, so that a line which both have is said once.
  const title = type ?? maskSecrets(subject ?? 'Notification');
  // A subject is a sentence, which may name the thing and its status itself.
  const unsaid = (texts: readonly string[]) => texts.filter((text) => type !== undefined || !title.includes(text));
  const members = membersOf({ ...jsonObject(detail), ...jsonObject(approval), ...rest });
  if (members.length === 0) {
    // Masked here, whole, because the report holds the first line apart, which the second may make a secret.
    const shown = text && maskSecrets(text);
    const [status] = unsaid([(shown ?? '').trim().split('\n')[0] ?? '']);
    return { kind: 'other', id, title, about: undefined, status, text: shown, links: [], facts: [] };
  }
  const names = namesOf(members);
  const statuses = statusesOf(members);
  const sentences = sentencesOf(members);
  const links = pagesOf(members);
  const about = names.length > 0 ? names : [nameOfResource(members) ?? ''];
  const [first, ...more] = sentences;
  // A sentence may be the only one of a list, which CodeBuild writes as text.
  const said = sentences.flatMap((sentence) => [sentence, `[${sentence}]`]);
  const shown = [...names, ...statuses, ...said, ...links.map(({ url }) => url ?? '')];
  return {
    kind: 'other',
    id,
    title,
    about: unsaid(about).join(' / ') || undefined,
    // A sentence says how something stands where nothing else does.
    status: statuses.length > 0 ? unsaid(statuses).join(' ') || undefined : first,
    text: (statuses.length > 0 ? sentences : more).join('\n') || undefined,
    links,
    facts: factsOf(members, new Set(shown)),
  };
}

function titleOf(event: Record<string, unknown>): string | undefined {
  const words = textOf(event['detail-type']) ?? textOf(event.detailType);
  return words?.replace(/(?: resource)? (?:state|status|phase)[ -]change(?: notification)?$/i, '');
}

/**
 * Returns CloudFormation's event of a stack, which SNS carries as lines of `Name='value'`; an empty object for any other
 * text.
 */
function stackEvent(text: string): Record<string, unknown> {
  return text.startsWith("StackId='")
    ? Object.fromEntries([...text.matchAll(/^(\w{1,60})='(.*)'$/gm)].map(([, name, value]) => [name, value]))
    : {};
}
