/** The metrics of all functions and CloudWatch's unit of each. Each one costs money by the month: keep them few. */
const UNITS = {
  /** Messages that reached Slack, in whatever form. */
  Delivered: 'Count',
  /** Those among them of which Slack took a simpler form only: without images, or the plain text. */
  Degraded: 'Count',
  /** Posts that held several messages. */
  Digests: 'Count',
  /** Messages that the sender gave up and moved to the dead-letter queue. */
  DeadLettered: 'Count',
  /** Rich forms that the sender kept in the dead-letter queue after it had delivered their plain text. */
  PayloadRefused: 'Count',
  /** Messages that say that the commit is unknown. */
  CommitUnknown: 'Count',
  /** Calls to AWS that were refused because too much was asked at the same time, further tries included. */
  ThrottledReads: 'Count',
  /** From when the event happened to Slack's answer, for each message that was delivered. */
  EventToSlackSeconds: 'Seconds',
} as const;

export type MetricName = keyof typeof UNITS;

/** Notes values of metrics, one or several of each. */
export type Metrics = (values: Readonly<Partial<Record<MetricName, number | readonly number[]>>>) => void;

/**
 * Returns the metrics of an environment. They are lines on standard output that CloudWatch Logs makes metrics of, so that
 * they cost no call and need no permission. Lambda would put words before a line of `console`, which then is not JSON.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createMetrics(
  environment: string,
  write: (line: string) => void = writeLine,
  now: () => number = Date.now,
): Metrics {
  return (values) => {
    const metrics = (Object.keys(values) as MetricName[]).map((Name) => ({ Name, Unit: UNITS[Name] }));
    const directive = { Namespace: 'Shipbell', Dimensions: [['Environment']], Metrics: metrics };
    const _aws = { Timestamp: now(), CloudWatchMetrics: [directive] };
    write(JSON.stringify({ _aws, Environment: environment, ...values }));
  };
}

/** Writes a line on standard output. */
export function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
