import type { PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import type { Page } from '../aws/page.ts';
import { at } from '../testing/story.ts';
import { isOlderByAppearance } from './first-appearance.ts';

function page(ids: readonly string[], next?: string): Page<PipelineExecutionSummary> {
  return {
    items: ids.map((id, minute) => ({
      pipelineExecutionId: `e-${minute}`,
      startTime: at(minute),
      sourceRevisions: [{ actionName: 'App', revisionId: id }],
    })),
    next,
  };
}

function isOlder(
  current: string,
  previous: string,
  executions: Page<PipelineExecutionSummary> | undefined,
  others = executions,
) {
  return isOlderByAppearance(
    { id: current, executionId: undefined, executions },
    { id: previous, executionId: undefined, executions: others },
  );
}

describe('isOlderByAppearance', () => {
  it('goes by the first time that each was in the pipeline', () => {
    expect(isOlder('a', 'b', page(['a', 'b', 'a']))).toBe(true);
    expect(isOlder('b', 'a', page(['a', 'b', 'a']))).toBe(false);
  });

  it('compares across pipelines', () => {
    expect(isOlder('a', 'f', page(['a']), page(['x', 'f']))).toBe(true);
  });

  it('takes what is further back than the list for older', () => {
    expect(isOlder('z', 'a', page(['a'], 'more'))).toBe(true);
    expect(isOlder('a', 'z', page(['a'], 'more'))).toBe(false);
  });

  it('does not take for older what the list shows the execution of, under another name', () => {
    const executions = page(['a', 'sha256:b'], 'more');
    const current = { id: 'b', executionId: 'e-1', executions };
    expect(isOlderByAppearance(current, { id: 'a', executionId: 'e-0', executions })).toBeUndefined();
  });

  it.each([
    ['the list is whole and has it not', page(['a']), page(['a'])],
    ['both are further back', page([], 'more'), page([], 'more')],
    ['it may not be read', undefined, page(['a'])],
  ])('does not know where %s', (_name, executions, others) => {
    expect(isOlder('z', 'a', executions, others)).toBeUndefined();
  });
});
