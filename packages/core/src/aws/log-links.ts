import { consoleHost } from './console-links.ts';
import { REGION_PATTERN } from './region.ts';

/**
 * CloudWatch's page reads its place from the fragment, encoded twice, with `$` for the outer `%`, so that what AWS or
 * anybody else put into a name stays a name.
 */
function encodeTwice(text: string): string {
  return encodeURIComponent(encodeURIComponent(text.toWellFormed())).replaceAll('%', '$');
}

/**
 * The console's page of a CloudWatch log group, in the partition of its ARN, with the events between the two moments;
 * undefined where the region is none or a moment is no date.
 */
export function logGroupUrl(
  partition: string,
  region: string,
  logGroup: string,
  from: Date,
  to: Date,
): string | undefined {
  const [start, end] = [from.getTime(), to.getTime()];
  if (!REGION_PATTERN.test(region) || Number.isNaN(start) || Number.isNaN(end)) return undefined;
  const place = `log-groups/log-group/${encodeTwice(logGroup)}/log-events`;
  return `https://${consoleHost(partition, region)}/cloudwatch/home?region=${region}#logsV2:${place}$3Fstart$3D${start}$26filterPattern$3D$26end$3D${end}`;
}
