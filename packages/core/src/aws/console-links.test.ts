import { describe, expect, it } from 'vitest';
import { deploymentUrl, executionUrl, pipelineExecutionUrl, pipelineUrl } from './console-links.ts';

describe('console links', () => {
  it('leads to the deployment and the pipeline in their region', () => {
    expect(deploymentUrl('ap-northeast-2', 'd-JHPM9HBC8')).toBe(
      'https://ap-northeast-2.console.aws.amazon.com/codesuite/codedeploy/deployments/d-JHPM9HBC8?region=ap-northeast-2',
    );
    expect(pipelineUrl('eu-west-1', 'my pipeline')).toBe(
      'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/my%20pipeline/view?region=eu-west-1',
    );
  });

  it('leads to the very execution of a pipeline', () => {
    expect(pipelineExecutionUrl('us-gov-west-1', 'shop/deploy', '1a2b3c4d-0000-4000-8000-000000000001')).toBe(
      'https://console.amazonaws-us-gov.com/codesuite/codepipeline/pipelines/shop%2Fdeploy/executions/1a2b3c4d-0000-4000-8000-000000000001/visualization?region=us-gov-west-1',
    );
  });

  it.each([
    ['aws', 'us-east-1', 'https://us-east-1.console.aws.amazon.com/states/home'],
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/states/home'],
    ['aws-us-gov', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/states/home'],
    ['aws-eusc', 'eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/states/home'],
  ])('leads to the execution in partition %s', (partition, region, start) => {
    const arn = `arn:${partition}:states:${region}:123456789012:execution:nightly-etl:run-1`;
    expect(executionUrl(partition, region, arn)).toBe(`${start}?region=${region}#/v2/executions/details/${arn}`);
  });

  it('stays in the partition of the region where an event has no ARN', () => {
    expect(deploymentUrl('cn-north-1', 'd-1')).toContain('https://cn-north-1.console.amazonaws.cn/');
    expect(deploymentUrl('eusc-de-east-1', 'd-1')).toContain('https://eusc-de-east-1.console.amazonaws-eusc.eu/');
  });

  it('makes no link of a region that would lead to another host', () => {
    expect(deploymentUrl('evil.example/', 'd-1')).toBeUndefined();
    expect(executionUrl('aws', 'evil.example#', 'arn')).toBeUndefined();
  });

  it('takes half an emoji in a name', () => {
    expect(pipelineUrl('us-east-1', '\ud83d')).toContain('/pipelines/%EF%BF%BD/view');
  });
});
