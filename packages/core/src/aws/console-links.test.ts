import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consoleUrl,
  deploymentUrl,
  executionUrl,
  logGroupUrl,
  logStreamsUrl,
  logStreamUrl,
  pipelineExecutionUrl,
  pipelineUrl,
} from './console-links.ts';

describe('deploymentUrl, pipelineUrl, pipelineExecutionUrl and executionUrl', () => {
  it('lead to the deployment and the pipeline in their region', () => {
    expect(deploymentUrl('ap-northeast-2', 'd-JHPM9HBC8')).toBe(
      'https://ap-northeast-2.console.aws.amazon.com/codesuite/codedeploy/deployments/d-JHPM9HBC8?region=ap-northeast-2',
    );
    expect(pipelineUrl('eu-west-1', 'my pipeline')).toBe(
      'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/my%20pipeline/view?region=eu-west-1',
    );
  });

  it('lead to one execution of a pipeline', () => {
    expect(pipelineExecutionUrl('us-gov-west-1', 'shop/deploy', '1a2b3c4d-0000-4000-8000-000000000001')).toBe(
      'https://console.amazonaws-us-gov.com/codesuite/codepipeline/pipelines/shop%2Fdeploy/executions/1a2b3c4d-0000-4000-8000-000000000001/visualization?region=us-gov-west-1',
    );
  });

  it.each([
    ['aws', 'us-east-1', 'https://us-east-1.console.aws.amazon.com/states/home'],
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/states/home'],
    ['aws-us-gov', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/states/home'],
    ['aws-eusc', 'eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/states/home'],
  ])('lead to the execution in partition %s', (partition, region, start) => {
    const arn = `arn:${partition}:states:${region}:123456789012:execution:nightly-etl:run-1`;
    expect(executionUrl(partition, region, arn)).toBe(`${start}?region=${region}#/v2/executions/details/${arn}`);
  });

  it('stay in the partition of the region', () => {
    expect(deploymentUrl('cn-north-1', 'd-1')).toContain('https://cn-north-1.console.amazonaws.cn/');
    expect(deploymentUrl('eusc-de-east-1', 'd-1')).toContain('https://eusc-de-east-1.console.amazonaws-eusc.eu/');
  });

  it('return undefined for a region that would lead to another host', () => {
    expect(deploymentUrl('evil.example/', 'd-1')).toBeUndefined();
    expect(executionUrl('aws', 'evil.example#', 'arn')).toBeUndefined();
  });

  it('take a name with half an emoji', () => {
    expect(pipelineUrl('us-east-1', '\ud83d')).toContain('/pipelines/%EF%BF%BD/view');
  });
});

const FROM = new Date('2024-03-05T02:11:35Z');
const TO = new Date('2024-03-05T02:12:35Z');

function urlOf(logGroup: string, partition = 'aws', region = 'eu-west-1'): string | undefined {
  return logGroupUrl(partition, region, logGroup, FROM, TO);
}

/** Returns the text as CloudWatch's page decodes it from its fragment. */
function decode(text: string): string {
  return decodeURIComponent(decodeURIComponent(text.replaceAll('$', '%')));
}

describe('logGroupUrl', () => {
  it("leads to a function's log between two moments", () => {
    expect(urlOf('/aws/lambda/nightly-etl_load')).toBe(
      'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/' +
        '$252Faws$252Flambda$252Fnightly-etl_load/log-events$3Fstart$3D1709604695000$26filterPattern$3D$26end$3D1709604755000',
    );
  });

  it.each([
    ['aws-cn', 'cn-north-1', 'https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1#'],
    ['aws-us-gov', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#'],
  ])('stays in the partition %s', (partition, region, start) => {
    expect(urlOf('/aws/lambda/load', partition, region)).toContain(start);
  });

  it('returns undefined for a region that would lead to another host', () => {
    expect(urlOf('/aws/lambda/load', 'aws', 'evil.example/')).toBeUndefined();
  });

  it('returns undefined for an invalid date', () => {
    expect(logGroupUrl('aws', 'eu-west-1', '/aws/lambda/load', new Date(Number.NaN), TO)).toBeUndefined();
  });

  it('encodes any name as one part of the path, which CloudWatch decodes to the same name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('a/../$3F?#&<|>"\\%2F')), (name) => {
        const url = urlOf(name) ?? '';
        const [, group = ''] = /#logsV2:log-groups\/log-group\/([^/]*)\/log-events\$3Fstart\$3D\d+\$26/.exec(url) ?? [];
        expect(group).toMatch(/^[\w$.!~*'()-]*$/);
        expect(decode(group)).toBe(name.toWellFormed());
      }),
    );
  });
});

describe('consoleUrl', () => {
  const at = { partition: 'aws', region: 'eu-west-1' };

  it('encodes every value as one part of the address', () => {
    expect(consoleUrl(at)`batch/home?queue=${'a&b'}#jobs/detail/${'../x#y'}`).toBe(
      'https://eu-west-1.console.aws.amazon.com/batch/home?queue=a%26b&region=eu-west-1#jobs/detail/..%2Fx%23y',
    );
  });

  it('adds the region where there is no query', () => {
    expect(consoleUrl(at)`ecs/v2/clusters/${'x'}`).toBe(
      'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/x?region=eu-west-1',
    );
  });

  it('returns undefined where a value is no text or the region is no region’s name', () => {
    expect(consoleUrl(at)`batch/${undefined}`).toBeUndefined();
    expect(consoleUrl(at)`batch/${''}`).toBeUndefined();
    expect(consoleUrl(at)`batch/${7}`).toBeUndefined();
    expect(consoleUrl({ ...at, region: 'evil.example/' })`batch/${'x'}`).toBeUndefined();
  });
});

describe('logStreamUrl and logStreamsUrl', () => {
  const at = { partition: 'aws', region: 'eu-west-1' };
  const start =
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/';

  it('lead to a log stream, and to all whose names begin alike', () => {
    expect(logStreamUrl(at, '/aws/batch/job', 'resize/default/7d')).toBe(
      `${start}$252Faws$252Fbatch$252Fjob/log-events/resize$252Fdefault$252F7d`,
    );
    expect(logStreamsUrl(at, '/aws-glue/jobs/error', 'jr_7')).toBe(
      `${start}$252Faws-glue$252Fjobs$252Ferror$3FlogStreamNameFilter$3Djr_7`,
    );
  });

  it('return undefined where the region is no region’s name', () => {
    expect(logStreamUrl({ ...at, region: 'x' }, 'x', 'x')).toBeUndefined();
    expect(logStreamsUrl({ ...at, region: 'x' }, 'x', 'x')).toBeUndefined();
  });
});
