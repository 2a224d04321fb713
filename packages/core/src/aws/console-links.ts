/**
 * The name of a region of any partition, such as `eu-west-1` or `us-gov-east-1`. It becomes part of a host's name, so that
 * no other text may pass for one.
 */
export const REGION_PATTERN = /^[a-z]{2,5}(?:-[a-z]+){1,3}-\d{1,2}$/;

/** The console's host of each partition; GovCloud's has no regional prefix. */
export function consoleHost(partition: string, region: string): string {
  if (partition === 'aws-us-gov') return 'console.amazonaws-us-gov.com';
  if (partition === 'aws-cn') return `${region}.console.amazonaws.cn`;
  if (partition === 'aws-eusc') return `${region}.console.amazonaws-eusc.eu`;
  return `${region}.console.aws.amazon.com`;
}

/** The partition that a region is in, for events that carry a region and no ARN. */
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

/** The console's page of a CodeDeploy deployment; undefined, as for all of these, where the region is none. */
export function deploymentUrl(region: string, deploymentId: string): string | undefined {
  return codesuite(region, `codedeploy/deployments/${encode(deploymentId)}`);
}

/** The console's page of a pipeline. */
export function pipelineUrl(region: string, pipeline: string): string | undefined {
  return codesuite(region, `codepipeline/pipelines/${encode(pipeline)}/view`);
}

/** The console's page of one execution of a pipeline. */
export function pipelineExecutionUrl(region: string, pipeline: string, executionId: string): string | undefined {
  return codesuite(
    region,
    `codepipeline/pipelines/${encode(pipeline)}/executions/${encode(executionId)}/visualization`,
  );
}

/** The console's page within a CodeCommit repository: `commit/ID`, `compare/ID/.../ID`. */
export function codecommitUrl(region: string, repository: string, path: string): string | undefined {
  return codesuite(region, `codecommit/repositories/${encode(repository)}/${path}`);
}

/** The console's page of one Step Functions execution, in the partition of its ARN. */
export function executionUrl(partition: string, region: string, executionArn: string): string | undefined {
  return REGION_PATTERN.test(region)
    ? `https://${consoleHost(partition, region)}/states/home?region=${region}#/v2/executions/details/${encodeURI(executionArn.toWellFormed())}`
    : undefined;
}

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
