const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Milliseconds as people say them: `0.4 s`, `40 s`, `12m 04s`, `3h 05m`, `2d 07h`. A negative span reads as zero. */
export function formatDuration(milliseconds: number): string {
  if (Number.isNaN(milliseconds)) return 'an unknown time';
  const span = Math.max(0, milliseconds);
  if (span < 9_950) return `${Number((span / SECOND).toFixed(1))} s`;
  const whole = Math.round(span / SECOND) * SECOND;
  if (whole < MINUTE) return `${whole / SECOND} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}m ${two((whole % MINUTE) / SECOND)}s`;
  if (whole < DAY) return `${Math.floor(whole / HOUR)}h ${two(Math.floor((whole % HOUR) / MINUTE))}m`;
  return `${Math.floor(whole / DAY)}d ${two(Math.floor((whole % DAY) / HOUR))}h`;
}
