import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { answerSchema, cliCommand, OPERATIONS } from './operations.ts';

const PACKAGES = fileURLToPath(new URL('../../../../', import.meta.url));

/** Returns the reads in the code of both functions. */
function readsInCode(): string[] {
  const files = globSync('{codepipeline,sfn-history}-handler/src/**/*.ts', { cwd: PACKAGES });
  const code = files.filter((file) => !/\.test\.ts$|\/testing\//.test(file));
  const calls = code.flatMap((file) => [
    ...readFileSync(`${PACKAGES}/${file}`, 'utf8').matchAll(/new (\w+)Command\(/g),
  ]);
  return [...new Set(calls.map(([, operation = '']) => operation))].sort();
}

describe('OPERATIONS', () => {
  it('are the reads that the functions make', () => {
    expect(Object.values(OPERATIONS).flat().toSorted()).toEqual(readsInCode());
  });

  it.each(Object.values(OPERATIONS).flat())('have a schema of the SDK’s: %s', (operation) => {
    expect(Object.keys(answerSchema(operation).getMemberSchemas())).not.toEqual([]);
  });
});

describe('cliCommand', () => {
  it.each([
    ['GetDeployment', { deploymentId: 'd-1' }, 'aws deploy get-deployment --deployment-id d-1'],
    [
      'BatchGetDeployments',
      { deploymentIds: ['d-1', 'd-2'] },
      'aws deploy batch-get-deployments --deployment-ids d-1 d-2',
    ],
    [
      'ListActionExecutions',
      { pipelineName: "a'b c", filter: { pipelineExecutionId: 'e' }, maxResults: 5, nextToken: 'x' },
      `aws codepipeline list-action-executions --pipeline-name 'a'\\''b c' --filter '{"pipelineExecutionId":"e"}'`,
    ],
    [
      'GetExecutionHistory',
      { executionArn: 'arn:aws:states:x', reverseOrder: true, includeExecutionData: false },
      'aws stepfunctions get-execution-history --execution-arn arn:aws:states:x',
    ],
  ])('is what a shell takes for %s', (operation, input, expected) => {
    expect(cliCommand({ operation, input, region: undefined })).toBe(expected);
  });

  it('names the region', () => {
    expect(cliCommand({ operation: 'ListPipelines', input: {}, region: 'eu-west-1' })).toBe(
      'aws codepipeline list-pipelines --region eu-west-1',
    );
  });
});
