/** A region is part of the host's name: a hostile one would lead to another host. */
export const REGION = /^[a-z]{2,5}(?:-[a-z]+){1,3}-\d{1,2}$/;

/** The console's host of each partition; GovCloud's has no regional prefix. */
export const consoleHost = (partition: string, region: string): string => {
  if (partition === 'aws-us-gov') return 'console.amazonaws-us-gov.com';
  if (partition === 'aws-cn') return `${region}.console.amazonaws.cn`;
  if (partition === 'aws-eusc') return `${region}.console.amazonaws-eusc.eu`;
  return `${region}.console.aws.amazon.com`;
};

/** The partition that a region is in, for events that carry a region and no ARN. */
const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

const encode = (text: string): string => encodeURIComponent(text.toWellFormed());

const codesuite = (region: string, path: string): string | undefined =>
  REGION.test(region)
    ? `https://${consoleHost(partitionOf(region), region)}/codesuite/${path}?region=${region}`
    : undefined;

/** The console's page of a CodeDeploy deployment; undefined, as for all of these, where the region is none. */
export const deploymentUrl = (region: string, deploymentId: string): string | undefined =>
  codesuite(region, `codedeploy/deployments/${encode(deploymentId)}`);

/** The console's page of a pipeline. */
export const pipelineUrl = (region: string, pipeline: string): string | undefined =>
  codesuite(region, `codepipeline/pipelines/${encode(pipeline)}/view`);

/** The console's page of one execution of a pipeline. */
export const pipelineExecutionUrl = (region: string, pipeline: string, executionId: string): string | undefined =>
  codesuite(region, `codepipeline/pipelines/${encode(pipeline)}/executions/${encode(executionId)}/visualization`);

/** The console's page within a CodeCommit repository: `commit/ID`, `compare/ID/.../ID`. */
export const codecommitUrl = (region: string, repository: string, path: string): string | undefined =>
  codesuite(region, `codecommit/repositories/${encode(repository)}/${path}`);

/** The console's page of one Step Functions execution, in the partition of its ARN. */
export const executionUrl = (partition: string, region: string, executionArn: string): string | undefined =>
  REGION.test(region)
    ? `https://${consoleHost(partition, region)}/states/home?region=${region}#/v2/executions/details/${encodeURI(executionArn.toWellFormed())}`
    : undefined;
