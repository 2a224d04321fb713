/** `Fri Nov 01 06:14:33 UTC 2024`, as Java writes a date and CodeDeploy a time. */
const JAVA_DATE = /^\w{3} (\w{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) (?:UTC|GMT) (\d{4})$/;
const EPOCH_SECONDS = /^\d{9,11}(?:\.\d+)?$/;
const EPOCH_MILLISECONDS = /^\d{12,14}$/;

/**
 * Returns the time that the value holds in any of CodeDeploy's forms: Java's date, seconds since 1970 (text or number),
 * milliseconds since 1970, ISO 8601. Undefined for any other value.
 */
export function parseTimestamp(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  if (EPOCH_SECONDS.test(text)) return valid(new Date(Math.round(Number(text) * 1_000)));
  if (EPOCH_MILLISECONDS.test(text)) return valid(new Date(Number(text)));
  const [, month, day, time, year] = JAVA_DATE.exec(text) ?? [];
  if (month !== undefined) return valid(new Date(`${day} ${month} ${year} ${time} GMT`));
  return /^\d{4}-\d{2}-\d{2}T/.test(text) ? valid(new Date(text)) : undefined;
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}
