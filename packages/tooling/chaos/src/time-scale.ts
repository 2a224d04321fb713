/** Two minutes of Lambda's and SQS's waiting are a second here. */
export const TIME_SCALE = 1 / 120;

/** Returns how many milliseconds something lasts here that lasts so many seconds in AWS. */
export function scaledMs(seconds: number): number {
  return seconds * TIME_SCALE * 1_000;
}
