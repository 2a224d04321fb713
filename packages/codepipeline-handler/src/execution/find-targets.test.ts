import type { ActionExecutionDetail, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { createPipelineHistory } from '../pipelines/history.ts';
import { codepipelineFrom } from '../testing/codepipeline.ts';
import { at } from '../testing/scenario.ts';
import { executionEvent } from '../testing/search.ts';
import { findDeployers, findTargets } from './find-targets.ts';

/** An action, as `stage/name`, with its provider and configuration. */
interface Declared {
  readonly name: string;
  readonly provider?: string;
  readonly category?: 'Deploy' | 'Build' | 'Invoke';
  readonly configuration?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly roleArn?: string;
}

type Ran = Declared & { readonly status?: 'Succeeded' | 'Failed' | 'Abandoned' | 'InProgress' };

const STAGING = { name: 'Staging/Deploy', configuration: { ClusterName: 'staging', ServiceName: 'shop' } };
const PROD = { name: 'Prod/Deploy', configuration: { ClusterName: 'prod', ServiceName: 'shop' } };

function typeOf({ provider = 'ECS', category = 'Deploy' }: Declared) {
  return { category, owner: 'AWS', provider, version: '1' } as const;
}

function toAction({ name, configuration, region, roleArn, status = 'Succeeded', ...type }: Ran, index: number) {
  const [stageName, actionName] = name.split('/');
  const input = { actionTypeId: typeOf({ name, ...type }), configuration, region, roleArn };
  return { stageName, actionName, status, startTime: at(index), pipelineVersion: 2, input } as ActionExecutionDetail;
}

function toDefinition(declared: readonly Declared[], version: number): PipelineDeclaration {
  const stages = declared.map(({ name, configuration, region, roleArn, ...type }) => {
    const [stage, action] = name.split('/');
    const actionTypeId = typeOf({ name, ...type });
    return {
      name: stage,
      actions: [{ name: action, actionTypeId, configuration: configuration ?? {}, region, roleArn }],
    };
  });
  return { name: 'p', roleArn: '', version, stages } as PipelineDeclaration;
}

async function find(
  ran: readonly Ran[] | 'denied',
  {
    declared = [],
    version = 2,
    isRollback = false,
    ...event
  }: { declared?: readonly Declared[]; version?: number; isRollback?: boolean; status?: 'succeeded' | 'stopped' } = {},
) {
  const pipelines = { p: { state: {}, definition: toDefinition(declared, version) } };
  const history = createPipelineHistory('p', codepipelineFrom(pipelines), new AbortController().signal);
  const failure = { reason: 'denied', isFinal: true, resource: '', action: '', error: undefined };
  const actions =
    ran === 'denied' ? { value: undefined, failure } : { value: ran.map(toAction).reverse(), failure: undefined };
  const reported = executionEvent({ status: 'failed', ...event });
  const { deployed, ...found } = await findDeployers(actions, history, reported);
  const targets = await findTargets({ deployed }, actions, history, reported, isRollback);
  return { ...found, targets, names: targets.kind === 'known' ? targets.targets.map(worded) : targets.reason };
}

function worded(target: Extract<Awaited<ReturnType<typeof findTargets>>, { kind: 'known' }>['targets'][0]) {
  const { provider, name, action, account, region, outcome } = target;
  const where = [account === '123456789012' ? '' : account, region === 'eu-west-1' ? '' : region, action];
  return [provider, name, ...where, '-', outcome].filter(Boolean).join(' ');
}

describe('findTargets', () => {
  it('returns what each deploy action came to, and which were not reached', async () => {
    const third = { ...PROD, name: 'Canada/Deploy', region: 'ca-central-1' };
    const { names } = await find([STAGING, { ...PROD, status: 'Failed' }], { declared: [STAGING, PROD, third] });
    expect(names).toEqual([
      'ECS staging / shop - deployed',
      'ECS prod / shop - failed',
      'ECS prod / shop ca-central-1 - not reached',
    ]);
  });

  it('returns what the last attempt of an action came to', async () => {
    const attempts = [{ ...PROD, status: 'Failed' as const }, PROD, { ...PROD, status: 'Abandoned' as const }];
    expect((await find(attempts.slice(0, 2))).names).toEqual(['ECS prod / shop - deployed']);
    expect((await find(attempts)).names).toEqual(['ECS prod / shop - unfinished']);
  });

  it.each(['CHANGE_SET_REPLACE', 'DELETE_ONLY'])('does not count an action of the mode %s', async (ActionMode) => {
    const prepare = {
      name: 'Prod/Prepare',
      provider: 'CloudFormation',
      configuration: { ActionMode, StackName: 'shop' },
    };
    expect(await find([prepare], { status: 'succeeded' })).toMatchObject({ deployers: 'none', names: [] });
    const execute = {
      ...prepare,
      name: 'Prod/Execute',
      configuration: { ActionMode: 'CHANGE_SET_EXECUTE', StackName: 'shop' },
    };
    expect((await find([prepare], { declared: [prepare, execute] })).names).toEqual([
      'CloudFormation shop - not reached',
    ]);
  });

  it.each([
    ['CloudFormationStackSet', { StackSetName: 'shop' }],
    ['CloudFormationStackInstances', { StackSetName: 'shop' }],
    ['S3', { BucketName: 'shop', Extract: 'true' }],
    ['ServiceCatalog', { ProductId: 'shop' }],
    ['CloudFormation', { ActionMode: 'CHANGE_SET_EXECUTE', StackName: 'shop' }],
  ])('counts an action of %s', async (provider, configuration) => {
    expect((await find([{ name: 'Prod/Deploy', provider, configuration }])).names).toEqual([
      `${provider} shop - deployed`,
    ]);
  });

  it('distinguishes one name in several regions and accounts', async () => {
    const there = 'arn:aws:iam::210987654321:role/deploys-there';
    const { names } = await find([
      PROD,
      { ...PROD, name: 'Prod/Again' },
      { ...PROD, name: 'Prod/Oregon', region: 'us-west-2' },
      { ...PROD, name: 'Prod/Partner', roleArn: there },
      { name: 'Prod/Stack', provider: 'CloudFormation', configuration: { StackName: 'shop', RoleArn: there } },
    ]);
    expect(names).toEqual([
      'ECS prod / shop - deployed',
      'ECS prod / shop us-west-2 - deployed',
      'ECS prod / shop 210987654321 - deployed',
      'CloudFormation shop 210987654321 - deployed',
    ]);
  });

  it('distinguishes actions on one place that came to different ends, and those that name no place', async () => {
    const site = { provider: 'S3', configuration: { BucketName: 'site' } };
    const { names } = await find([
      { ...site, name: 'Prod/Assets' },
      { ...site, name: 'Prod/Pages', status: 'Failed' },
      { name: 'Prod/One', provider: 'Acme' },
      { name: 'Prod/Two', provider: 'Acme' },
    ]);
    expect(names).toEqual([
      'S3 site Prod / Assets - deployed',
      'S3 site Prod / Pages - failed',
      'Acme Prod / One - deployed',
      'Acme Prod / Two - deployed',
    ]);
  });

  it('names the action where a variable of the pipeline names the place', async () => {
    const declared = [
      { name: 'Prod/Deploy', provider: 'CloudFormation', configuration: { StackName: '#{Build.STACK}' } },
    ];
    expect((await find([STAGING], { declared: [STAGING, ...declared] })).names).toContain(
      'CloudFormation Prod / Deploy - not reached',
    );
  });

  it.each([
    ['of a pipeline that was edited since', { version: 3 }],
    ['of a rollback, which runs one stage', { isRollback: true }],
    ['of a success', { status: 'succeeded' as const }],
  ])('leaves out what was not reached %s', async (_name, change) => {
    expect((await find([STAGING], { declared: [STAGING, PROD], ...change })).names).toEqual([
      'ECS staging / shop - deployed',
    ]);
  });

  it('takes an action that has not ended for a success where the execution succeeded', async () => {
    const behind = [{ ...STAGING, status: 'InProgress' as const }];
    expect((await find(behind, { status: 'succeeded' })).names).toEqual(['ECS staging / shop - deployed']);
    expect((await find(behind, { status: 'stopped' })).names).toEqual(['ECS staging / shop - unfinished']);
  });

  it('takes what is declared for deployed where the actions may not be read, of a success alone', async () => {
    const declared = [STAGING, PROD];
    expect((await find('denied', { declared, status: 'succeeded' })).names).toEqual([
      'ECS staging / shop - deployed',
      'ECS prod / shop - deployed',
    ]);
    expect(await find('denied', { declared })).toMatchObject({ deployers: 'others', names: 'denied' });
  });
});
