import type { Link, LinkStyle } from '../slack/blocks.ts';

/** An event for which Shipbell has no report of its own: what it says, without a judgement. */
export interface NoticeReport {
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly title: string;
  /** The name of what the event is about. */
  readonly about: string | undefined;
  /** How that stands, as the event spells it. */
  readonly status: string | undefined;
  /** The event as it came, where it was plain text; else its sentences. */
  readonly text: string | undefined;
  readonly links: readonly Link[];
  /** Names and values in the order of the event. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}
