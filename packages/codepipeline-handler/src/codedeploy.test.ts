import { describe, expect, it } from 'vitest';
import { createCodeDeploy } from './codedeploy.ts';

const answering = (targetIds: string[]) => {
  const asked: { name: string; input: Record<string, unknown> }[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    asked.push({ name: command.constructor.name, input: command.input });
    return command.constructor.name === 'ListDeploymentTargetsCommand' ? { targetIds } : { deploymentTargets: [{}] };
  };
  return { asked, codedeploy: createCodeDeploy({ send } as never) };
};

describe('readFailedTargets', () => {
  it('asks for the failed targets alone, and for as many as one call gives', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `i-${index}`);
    const { asked, codedeploy } = answering(ids);
    expect(await codedeploy.readFailedTargets('d-1')).toHaveLength(1);
    expect(asked.map(({ input }) => input)).toEqual([
      { deploymentId: 'd-1', targetFilters: { TargetStatus: ['Failed'] } },
      { deploymentId: 'd-1', targetIds: ids.slice(0, 25) },
    ]);
  });

  it('asks no more where none failed', async () => {
    const { asked, codedeploy } = answering([]);
    expect(await codedeploy.readFailedTargets('d-1')).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});
