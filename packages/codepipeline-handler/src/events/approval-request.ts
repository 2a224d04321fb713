import type { ApprovalReport } from '@shipbell/core';
import { jsonObject } from '@shipbell/core';

/** What the pipeline's author wrote for whoever approves: the pairs of a JSON text, a text under the name '', or nothing. */
export function parseRequest(customData: unknown): ApprovalReport['request'] {
  const pairs = Object.entries(jsonObject(customData));
  if (pairs.length > 0) return pairs.map(([name, value]) => [name, textOf(value)]);
  return typeof customData === 'string' && customData.trim() !== '' ? [['', customData]] : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
