/** An event that Shipbell has no report of its own for: what is known of it, neutrally. */
export interface NoticeReport {
  readonly environment: string;
  readonly title: string;
  /** What it happened to and how it stands, for the headline. */
  readonly summary: string | undefined;
  /** Free text as it came, if it was text. */
  readonly text: string | undefined;
  /** Names and values in the order of the event. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}
