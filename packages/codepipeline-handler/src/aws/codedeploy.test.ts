import { describe, expect, it } from 'vitest';
import { createCodeDeploy } from './codedeploy.ts';

function answering(targetIds: string[], nextToken?: string) {
  const asked: Record<string, unknown>[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    asked.push(command.input);
    if (command.constructor.name === 'ListDeploymentTargetsCommand') return { targetIds, nextToken };
    const ids = command.input.targetIds as string[];
    return { deploymentTargets: ids.map((targetId) => ({ instanceTarget: { targetId } })) };
  };
  const codedeploy = createCodeDeploy({ send } as never);
  return { asked, codedeploy, read: () => codedeploy.readTargets('d-1', ['Failed'], new AbortController().signal) };
}

function instances(count: number) {
  return Array.from({ length: count }, (_, index) => `i-${index}`);
}

describe('readTargets', () => {
  it('asks for the targets of a status alone, in batches of as many as one call takes', async () => {
    const ids = instances(40);
    const { asked, read } = answering(ids);
    const { value } = await read();
    expect(value?.targets.map(({ instanceTarget }) => instanceTarget?.targetId)).toEqual(ids);
    expect(value).toMatchObject({ count: 40, isCut: false });
    expect(asked).toEqual([
      { deploymentId: 'd-1', targetFilters: { TargetStatus: ['Failed'] } },
      { deploymentId: 'd-1', targetIds: ids.slice(0, 25) },
      { deploymentId: 'd-1', targetIds: ids.slice(25) },
    ]);
  });

  it('counts all targets of a fleet, and reads a hundred of them', async () => {
    const { read } = answering(instances(300), 'more');
    expect(await read()).toMatchObject({ value: { targets: { length: 100 }, count: 300, isCut: true } });
  });

  it('makes no second call where there is none', async () => {
    const { asked, read } = answering([]);
    expect(await read()).toEqual({ value: { targets: [], count: 0, isCut: false }, failure: undefined });
    expect(asked).toHaveLength(1);
  });
});

describe('readTarget', () => {
  it('asks for that one target', async () => {
    const { asked, codedeploy } = answering([]);
    const target = await codedeploy.readTarget('d-1', 'i-1', new AbortController().signal);
    expect(target.value?.instanceTarget?.targetId).toBe('i-1');
    expect(asked).toEqual([{ deploymentId: 'd-1', targetIds: ['i-1'] }]);
  });
});

describe('readDeployments', () => {
  it('asks in batches of as many as one call takes', async () => {
    const asked: unknown[] = [];
    const send = async ({ input }: { input: { deploymentIds: string[] } }) => {
      asked.push(input.deploymentIds.length);
      return { deploymentsInfo: input.deploymentIds.map((deploymentId) => ({ deploymentId })) };
    };
    const ids = Array.from({ length: 60 }, (_, index) => `d-${index}`);
    const deployments = await createCodeDeploy({ send } as never).readDeployments(ids, new AbortController().signal);
    expect(deployments.value?.map(({ deploymentId }) => deploymentId)).toEqual(ids);
    expect(asked).toEqual([25, 25, 10]);
  });
});
