/**
 * Replaces `@smithy/core/event-streams` in the bundles, which the SDK loads for operations that stream events: none that
 * the functions use does, and a test of the bundle fails when one would.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('This operation streams events: bundle @smithy/core/event-streams to use it.');
  }
}

/** Returns nothing: only `EventStreamSerde` would use it. */
export function eventStreamSerdeProvider(): undefined {
  return undefined;
}
