import type { HistoryEvent } from '@aws-sdk/client-sfn';

/**
 * Returns the message as the article makes it whose function this one replaces: it takes the names of the tasks that
 * were left and the ids of the events before them, compares every event with every one of these ids, and writes a block
 * of text for each task. The article reads 300 events; here it is given all of them.
 */
export function articleMessage(events: readonly HistoryEvent[], name: string, arn: string): string {
  const names: string[] = [];
  const previousIds: number[] = [];
  const types: string[] = [];
  for (const { type, stateExitedEventDetails, previousEventId } of events) {
    if (type !== 'TaskStateExited') continue;
    names.push(stateExitedEventDetails?.name ?? '');
    previousIds.push(previousEventId ?? 0);
  }
  for (const event of events) {
    for (const id of previousIds) if (event.id === id) types.push(event.type ?? '');
  }
  let blocks = '';
  for (const [index, type] of types.entries()) {
    const mark = type.includes('Succeeded') ? ':white_check_mark:' : type.includes('Failed') ? ':x:' : '';
    const text = `*Step:* ${names[index]} - *Status:* ${type} ${mark}`;
    blocks += `{"type": "section", "text": {"type": "mrkdwn", "text": "${text}"}}, `;
  }
  return `{"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*${name}*\\n\\n${arn}"}}, ${blocks}{"type": "divider"}]}`;
}
