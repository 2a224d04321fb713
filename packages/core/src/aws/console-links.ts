import { textOf } from '../json.ts';
import type { Arn } from './arn.ts';

/**
 * Matches the name of a region of any partition, such as `eu-west-1` or `us-gov-east-1`, and nothing else: the name
 * becomes part of a host's name, and another text there would lead to another host.
 */
export const REGION_PATTERN = /^[a-z]{2,5}(?:-[a-z]+){1,3}-\d{1,2}$/;

/** Returns the console's host in the partition; GovCloud's has no regional prefix. */
function consoleHost(partition: string, region: string): string {
  if (partition === 'aws-us-gov') return 'console.amazonaws-us-gov.com';
  if (partition === 'aws-cn') return `${region}.console.amazonaws.cn`;
  if (partition === 'aws-eusc') return `${region}.console.amazonaws-eusc.eu`;
  return `${region}.console.aws.amazon.com`;
}

/** Where a resource is: the parts of its ARN that decide in which console it is shown. */
type ConsolePlace = Pick<Arn, 'partition' | 'region'>;

/**
 * Returns a function that gives the address of a page in the place's console, to whose query it adds the region: a template's
 * path, query and fragment in which every value is encoded, so that no name leads to another page or host. Undefined where
 * the region is no region's name or a value is no text.
 */
export function consoleUrl({ partition, region }: ConsolePlace) {
  return ({ raw }: TemplateStringsArray, ...values: readonly unknown[]): string | undefined => {
    if (!REGION_PATTERN.test(region) || !values.every((value) => textOf(value))) return undefined;
    const [page = '', ...fragment] = String.raw({ raw }, ...values.map((value) => encode(String(value)))).split(
      /(?=#)/,
    );
    const query = `${page.includes('?') ? '&' : '?'}region=${region}`;
    return `https://${consoleHost(partition, region)}/${page}${query}${fragment.join('')}`;
  };
}

/** Returns the partition of the region, for events that carry a region and no ARN. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function codesuite(region: string, path: string): string | undefined {
  return REGION_PATTERN.test(region)
    ? `https://${consoleHost(partitionOf(region), region)}/codesuite/${path}?region=${region}`
    : undefined;
}

/**
 * Returns the address of a CodeDeploy deployment in the console. Like all of these, it is undefined where the region is
 * no region's name.
 */
export function deploymentUrl(region: string, deploymentId: string): string | undefined {
  return codesuite(region, `codedeploy/deployments/${encode(deploymentId)}`);
}

/** Returns the address of a CloudWatch alarm in the console. */
export function alarmUrl(region: string, alarm: string): string | undefined {
  return REGION_PATTERN.test(region)
    ? `https://${consoleHost(partitionOf(region), region)}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encode(alarm)}`
    : undefined;
}

/** Returns the address of a pipeline in the console. */
export function pipelineUrl(region: string, pipeline: string): string | undefined {
  return codesuite(region, `codepipeline/pipelines/${encode(pipeline)}/view`);
}

/** Returns the address of one pipeline execution in the console. */
export function pipelineExecutionUrl(region: string, pipeline: string, executionId: string): string | undefined {
  return codesuite(
    region,
    `codepipeline/pipelines/${encode(pipeline)}/executions/${encode(executionId)}/visualization`,
  );
}

/**
 * Returns the address of a page within a CodeCommit repository in the console; its path is `commit/ID` or
 * `compare/ID/.../ID`.
 */
export function codecommitUrl(region: string, repository: string, path: string): string | undefined {
  return codesuite(region, `codecommit/repositories/${encode(repository)}/${path}`);
}

/** Returns the address of a Step Functions execution in the console, on the host of the partition. */
export function executionUrl(partition: string, region: string, executionArn: string): string | undefined {
  return statesPage({ partition, region }, 'v2/executions', executionArn);
}

/**
 * Returns the address of the page of a Map Run, which lists the executions of a distributed Map's items. AWS documents no
 * address of that page.
 */
export function mapRunUrl(partition: string, region: string, mapRunArn: string): string | undefined {
  return statesPage({ partition, region }, 'map-runs', mapRunArn);
}

function statesPage({ partition, region }: ConsolePlace, page: string, arn: string): string | undefined {
  return REGION_PATTERN.test(region)
    ? `https://${consoleHost(partition, region)}/states/home?region=${region}#/${page}/details/${encodeURI(arn.toWellFormed())}`
    : undefined;
}

/**
 * Returns the text encoded as CloudWatch's page reads it from the fragment: twice, with `$` for the outer `%`. Whatever
 * characters a log group's name holds, the page takes them as part of the name.
 */
function encodeTwice(text: string): string {
  return encodeURIComponent(encodeURIComponent(text.toWellFormed())).replaceAll('%', '$');
}

/** Returns the address of a CloudWatch log stream in the console. */
export function logStreamUrl(place: ConsolePlace, logGroup: string, logStream: string): string | undefined {
  return logGroupPage(place, `${encodeTwice(logGroup)}/log-events/${encodeTwice(logStream)}`);
}

/** Returns the address of the list of those streams of a CloudWatch log group whose names begin with the text. */
export function logStreamsUrl(place: ConsolePlace, logGroup: string, prefix: string): string | undefined {
  return logGroupPage(place, `${encodeTwice(logGroup)}$3FlogStreamNameFilter$3D${encodeTwice(prefix)}`);
}

function logGroupPage({ partition, region }: ConsolePlace, page: string): string | undefined {
  return REGION_PATTERN.test(region)
    ? `https://${consoleHost(partition, region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${page}`
    : undefined;
}

/**
 * Returns the address of a CloudWatch log group in the console, showing the events between the two moments; undefined
 * where the region is no region's name or a moment is an invalid date.
 */
export function logGroupUrl(
  partition: string,
  region: string,
  logGroup: string,
  from: Date,
  to: Date,
): string | undefined {
  const [start, end] = [from.getTime(), to.getTime()];
  if (Number.isNaN(start) || Number.isNaN(end)) return undefined;
  const page = `${encodeTwice(logGroup)}/log-events$3Fstart$3D${start}$26filterPattern$3D$26end$3D${end}`;
  return logGroupPage({ partition, region }, page);
}
