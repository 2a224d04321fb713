import type { DeliveredMessage } from '@shipbell/slack-emulator';
import type { ExpectedMessage } from '../scenarios/scenario.ts';

/** Whether the message is the expected one: in its channel, about this very thing, and that it came out as it did. */
export function isExpected({ destination, payload }: DeliveredMessage, expected: ExpectedMessage): boolean {
  const isAbout = JSON.stringify(payload).includes(expected.about);
  return isAbout && destination === expected.destination && (payload.text ?? '').startsWith(expected.mark);
}

/** The expected messages that have not arrived. */
export function missingMessages(
  delivered: readonly DeliveredMessage[],
  expected: readonly ExpectedMessage[],
): ExpectedMessage[] {
  return expected.filter((one) => !delivered.some((message) => isExpected(message, one)));
}
