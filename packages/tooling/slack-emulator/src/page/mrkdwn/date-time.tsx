import { Link } from '../link.tsx';
import { formatDate } from './format-date.ts';
import type { DateToken } from './tree.ts';

/** A date or time in the reader's time zone, or the fallback when the timestamp is no valid one. */
export function DateTime({ timestamp, format, url, fallback }: Omit<DateToken, 'type'>) {
  const moment = new Date(timestamp * 1000);
  if (Number.isNaN(moment.getTime())) return fallback;
  const time = <time dateTime={moment.toISOString()}>{formatDate(moment, format)}</time>;
  return url ? <Link url={url}>{time}</Link> : time;
}
