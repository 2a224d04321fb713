/** A minute of Lambda's and SQS's waiting is a second here. */
export const TIME_SCALE = 1 / 60;

/** Returns how many milliseconds something lasts here that lasts so many seconds in AWS. */
export function scaledMs(seconds: number): number {
  return seconds * TIME_SCALE * 1_000;
}
