/**
 * How a notification gets to Shipbell: CodeDeploy's by the topic, Step Functions' by the rule, others' on the queue; that of
 * a deployment that a pipeline has made by two rules, as CodeDeploy's own event and as that of the deploy action.
 */
export type Route = 'topic' | 'rule' | 'pipeline' | 'queue';

/** What is wrong with a message that somebody put on the queue. */
export type Poison =
  | 'no_json'
  | 'wrong_environment'
  | 'bad_destination'
  /** There is no webhook for its destination. */
  | 'no_webhook'
  /** Slack refuses a block of it. */
  | 'refused_block'
  /** Slack answers a block of it with an empty 500. */
  | 'unanswered_block'
  /** Slack cannot fetch an image of it, and refuses the message until it is sent without, or answers it with an empty 500. */
  | 'refused_image'
  | 'unanswered_image';

/** Something that happened and has to be reported, once, in one channel. */
export interface Notification {
  /** Stands in its headline and its names and in those of no other: `d03-n000123`. */
  readonly id: string;
  readonly destination: string;
  readonly route: Route;
  readonly poison: Poison | undefined;
  /**
   * Whether a digest may hold it. It counts only for what others put on the queue; Shipbell decides about its own
   * messages.
   */
  readonly foldable: boolean;
  /** Whether AWS delivers its event a second time. */
  readonly twice: boolean;
}

/** The ten channels; the first one is `default`. */
export const DESTINATIONS = ['default', 'd01', 'd02', 'd03', 'd04', 'd05', 'd06', 'd07', 'd08', 'd09'] as const;
/** Its webhook is revoked in the middle of the run, and later replaced. */
export const REVOKED = 'd08';
/** The channel of the webhook that replaces the revoked one. */
export const ROTATED = 'd08-rotated';
/** Nobody has stored its webhook when the run begins. */
export const PLACEHOLDER = 'd09';

/** A page of HTML answers for this channel, for longer than the sender is patient. */
export const UNREACHABLE = 'd07';
/** A page of HTML answers for this channel, for a while. */
export const BRIEFLY_UNREACHABLE = 'd06';
/** A valid name for a destination, under which there is none. */
export const NOWHERE = 'nowhere';

/** Returns the id of the `index`-th notification. */
export function toId(destination: string, index: number): string {
  return `${destination === 'default' ? 'd00' : destination}-n${String(index).padStart(6, '0')}`;
}

/** Returns the ids in a text, in their order, each once: those of notifications, and that of a report by Shipbell itself. */
export function idsIn(text: string): string[] {
  const ids = text.match(/\bd\d\d-n\d{6}\b/g) ?? [];
  const reports = [...text.matchAll(/🔕 Messages for \*([\w-]+)\*/gu)].map(
    ([, destination]) => `${REPORT}${destination}`,
  );
  return [...new Set([...ids, ...reports])];
}

/** What the id begins with that chaos gives to Shipbell's own report that messages for a destination are not delivered. */
const REPORT = 'report-on-';

/** Returns the destination on which Shipbell reports with this message; undefined where it is somebody's notification. */
export function reportedDestination(id: string): string | undefined {
  return id.startsWith(REPORT) ? id.slice(REPORT.length) : undefined;
}

/** Returns whether a message for this destination belongs into that channel. */
export function isChannelOf(destination: string, channel: string): boolean {
  return channel === destination || (destination === REVOKED && channel === ROTATED);
}

/** A link that leads to a notification does not report it. */
const LINK = /https?:\/\/[^\s"|<>]+/g;

/**
 * Returns the ids of the notifications that a post reports: in its headline, or for a digest in its lines, which are its
 * attachments. One that stands in two lines is reported twice.
 */
export function idsReported(body: string): string[] {
  const { text, attachments } = parse(body);
  const lines = Array.isArray(attachments) && attachments.length > 1 ? attachments : [text ?? ''];
  return lines.flatMap((line) => idsIn(JSON.stringify(line).replaceAll(LINK, '')));
}

/** Parses a post; the result is empty for what Slack will not take. */
function parse(body: string): { text?: unknown; attachments?: unknown } {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}
