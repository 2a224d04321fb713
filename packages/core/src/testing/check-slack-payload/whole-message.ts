import type { AnyBlock } from './blocks.ts';

/**
 * Slack's undocumented limit on all blocks of a message together: about 13,200 characters were seen to be accepted
 * (https://github.com/slackapi/bolt-js/issues/2509). What counts is not known, so every string but the `type`s does.
 */
export const TOTAL_CHARACTERS = 13_200;

export function countCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => sum + (key === 'type' ? 0 : countCharacters(inner)), 0);
}

/** The rules that hold between blocks: unique block ids, unique action ids within a block, one table. */
export function findClash(blocks: readonly AnyBlock[]): string | undefined {
  const blockId = firstRepeated(blocks.map((block) => block.block_id));
  if (blockId !== undefined) return `block_id ${blockId} already exists`;
  const actionId = blocks.map(actionIds).map(firstRepeated).find(isDefined);
  if (actionId !== undefined) return `action_id ${actionId} already exists for another action in the block`;
  return blocks.filter((block) => block.type === 'table').length > 1 ? 'only_one_table_allowed' : undefined;
}

function actionIds({ elements }: AnyBlock): unknown[] {
  return Array.isArray(elements) ? elements.map((element) => element?.action_id) : [];
}

function firstRepeated(values: readonly unknown[]): string | undefined {
  const repeated = values.find((value, index) => value !== undefined && values.indexOf(value) < index);
  return repeated === undefined ? undefined : String(repeated);
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
