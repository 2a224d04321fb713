/** Who reads a date: the moment and the time zone in which they do, this machine's when not given. */
interface Reader {
  readonly now?: Date;
  readonly timeZone?: string;
}

type Formatter = (moment: Date, reader: Reader) => string;

const FORMATTERS: Record<string, Formatter> = {
  date_num: (moment, reader) => new Intl.DateTimeFormat('en-CA', withZone(reader, {})).format(moment),
  date: long({ month: 'long' }),
  date_short: intl({ month: 'short', day: 'numeric', year: 'numeric' }),
  date_long: long({ weekday: 'long', month: 'long' }),
  date_long_full: intl({ month: 'long', day: 'numeric', year: 'numeric' }),
  date_pretty: pretty(long({ month: 'long' })),
  date_short_pretty: pretty(intl({ month: 'short', day: 'numeric', year: 'numeric' })),
  date_long_pretty: pretty(long({ weekday: 'long', month: 'long' })),
  day_divider_pretty: pretty(long({ weekday: 'long', month: 'long' })),
  time: intl({ hour: 'numeric', minute: '2-digit' }),
  time_secs: intl({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago,
};

/**
 * Returns the format with its tokens filled in: `{date_short_pretty} {time}`. A token that Slack does not know stays.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function formatDate(moment: Date, format: string, reader: Reader = {}): string {
  const fill = (token: string, name: string) =>
    Object.hasOwn(FORMATTERS, name) ? (FORMATTERS[name]?.(moment, reader) ?? token) : token;
  const filled = format.replace(/\{(\w+)\}/g, fill);
  return /^\{\w+_pretty\}/.test(format) ? filled.slice(0, 1).toUpperCase() + filled.slice(1) : filled;
}

function withZone({ timeZone }: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormatOptions {
  return timeZone === undefined ? options : { ...options, timeZone };
}

/** Returns a formatter in English. It replaces the narrow space that `Intl` puts before AM and PM by an ordinary one. */
function intl(options: Intl.DateTimeFormatOptions): Formatter {
  return (moment, reader) =>
    new Intl.DateTimeFormat('en-US', withZone(reader, options)).format(moment).replaceAll('\u202f', ' ');
}

/** Returns a formatter for `February 18th, 2014`, with the weekday in front when `options` has one. */
function long(options: Intl.DateTimeFormatOptions): Formatter {
  return (moment, reader) => {
    const all = withZone(reader, { ...options, day: 'numeric', year: 'numeric' });
    const parts = new Intl.DateTimeFormat('en-US', all).formatToParts(moment);
    return parts.map(({ type, value }) => (type === 'day' ? ordinal(Number(value)) : value)).join('');
  };
}

function ordinal(day: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd' } as Record<string, string>;
  return day + (suffix[new Intl.PluralRules('en', { type: 'ordinal' }).select(day)] ?? 'th');
}

/** Returns a formatter for `yesterday`, `today` and `tomorrow`, and otherwise for the date. */
function pretty(otherwise: Formatter): Formatter {
  return (moment, reader) => {
    const days = dayNumber(moment, reader) - dayNumber(reader.now ?? new Date(), reader);
    return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days] ?? otherwise(moment, reader);
  };
}

function dayNumber(moment: Date, reader: Reader): number {
  return Date.parse(`${FORMATTERS.date_num?.(moment, reader)}T00:00:00Z`) / 86_400_000;
}

function ago(moment: Date, { now = new Date() }: Reader): string {
  const seconds = Math.round((moment.getTime() - now.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  if (Math.abs(seconds) < 60) return relative.format(seconds, 'second');
  if (Math.abs(seconds) < 3600) return relative.format(Math.trunc(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return relative.format(Math.trunc(seconds / 3600), 'hour');
  return relative.format(Math.trunc(seconds / 86_400), 'day');
}
