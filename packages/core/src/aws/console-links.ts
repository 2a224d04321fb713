/** The console's host of each partition; GovCloud's has no regional prefix. */
const consoleHost = (partition: string, region: string): string => {
  if (partition === 'aws-us-gov') return 'console.amazonaws-us-gov.com';
  if (partition === 'aws-cn') return `${region}.console.amazonaws.cn`;
  if (partition === 'aws-eusc') return `${region}.console.amazonaws-eusc.eu`;
  return `${region}.console.aws.amazon.com`;
};

/** The partition that a region is in, for events that carry a region and no ARN. */
export const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
};

const codesuite = (region: string, path: string): string =>
  `https://${consoleHost(partitionOf(region), region)}/codesuite/${path}?region=${encodeURIComponent(region)}`;

/** The console's page of a CodeDeploy deployment. */
export const deploymentUrl = (region: string, deploymentId: string): string =>
  codesuite(region, `codedeploy/deployments/${encodeURIComponent(deploymentId)}`);

/** The console's page of a pipeline. */
export const pipelineUrl = (region: string, pipeline: string): string =>
  codesuite(region, `codepipeline/pipelines/${encodeURIComponent(pipeline)}/view`);

/** The console's page of one Step Functions execution, in the partition of its ARN. */
export const executionUrl = (partition: string, region: string, executionArn: string): string =>
  `https://${consoleHost(partition, region)}/states/home?region=${encodeURIComponent(region)}#/v2/executions/details/${encodeURI(executionArn)}`;
