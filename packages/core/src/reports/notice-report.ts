/** An event for which Shipbell has no report of its own: what it says, without a judgement. */
export interface NoticeReport {
  readonly environment: string;
  readonly title: string;
  /** Which thing the event is about and what happened to it, for the headline. */
  readonly summary: string | undefined;
  /** The event as it came, where it was plain text. */
  readonly text: string | undefined;
  /** Names and values in the order of the event. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}
