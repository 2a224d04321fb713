import { describe, expect, it } from 'vitest';
import { failedLambda } from './failed-lambda.ts';

const EXECUTION = 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:1';
const AT = Date.UTC(2024, 2, 5, 2);

function lambdaOf(resource: string | undefined, functionName?: string) {
  return failedLambda({ resource, scheduledAt: AT, at: AT + 60_000 }, functionName, EXECUTION);
}

describe('the failed Lambda function', () => {
  it.each([
    ['arn:aws:lambda:eu-west-1:123456789012:function:load', undefined],
    ['arn:aws:lambda:eu-west-1:123456789012:function:load:live', undefined],
    ['lambda:invoke', 'load'],
    ['lambda:invoke', 'load:$LATEST'],
    ['lambda:invoke', '123456789012:function:load'],
    ['lambda:invoke', 'arn:aws:lambda:eu-west-1:123456789012:function:load:7'],
  ])('of %s and %s is known by its name', (resource, functionName) => {
    expect(lambdaOf(resource, functionName)?.name).toBe('load');
  });

  it.each([
    [undefined, undefined],
    ['lambda:invoke', undefined],
    ['arn:aws:states:eu-west-1:123456789012:activity:load', undefined],
    ['lambda:invoke', '../evil?x'],
  ])('is none of %s and %s', (resource, functionName) => {
    expect(lambdaOf(resource, functionName)).toBeUndefined();
  });

  it.each([
    ['arn:aws:lambda:eu-west-1:999988887777:function:load', undefined],
    ['lambda:invoke', 'arn:aws:lambda:eu-west-1:999988887777:function:load'],
    ['lambda:invoke', '999988887777:function:load'],
  ])('of %s and %s has its log in another account, where no link leads', (resource, functionName) => {
    expect(lambdaOf(resource, functionName)).toEqual({ name: 'load', logUrl: undefined });
  });

  it('has its log from half a minute before the attempt to half a minute after it, in its own region', () => {
    const { logUrl } = lambdaOf('arn:aws:lambda:us-east-1:123456789012:function:load') ?? {};
    expect(logUrl).toContain('https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:');
    expect(logUrl).toContain('log-group/$252Faws$252Flambda$252Fload/');
    expect(logUrl).toContain(`start$3D${AT - 30_000}`);
    expect(logUrl).toContain(`end$3D${AT + 90_000}`);
  });
});
