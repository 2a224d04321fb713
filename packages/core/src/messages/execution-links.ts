import type { ActionsBlock } from '@slack/types';
import type { ExecutionReport, NestedExecution } from '../reports/execution-report.ts';
import { linkButtons } from '../slack/blocks.ts';
import { cut, inline, webUrl } from '../slack/text.ts';

/** How many executions that states started get a button, besides the one that failed. */
const NESTED = 3;

interface Link {
  readonly label: string;
  readonly url: string | undefined;
}

/**
 * The execution's page, the failed function's log, the nested execution that failed, and those that states started, as
 * many as fit into `room` characters, labels and addresses together.
 */
export function executionLinks({ url, failure, lines }: ExecutionReport, room: number): ActionsBlock[] {
  const started = lines.flatMap(({ name, nested }) =>
    nested.slice(-1).map((execution) => ({ label: inline(`Execution of ${cut(inline(name), 40)}`), execution })),
  );
  const links = [
    { label: 'State machine execution detail', url },
    { label: "Failed step's log", url: failure?.lambda?.logUrl },
    { label: 'Failed nested execution', url: failure?.nested?.url },
    ...started
      .filter(({ execution }) => !isSame(execution, failure?.nested))
      .slice(0, NESTED)
      .map(({ label, execution }) => ({ label, url: execution.url })),
  ];
  return linkButtons(fitting(withoutRepeated(links), room));
}

function isSame(one: NestedExecution, other: NestedExecution | undefined): boolean {
  return one.executionArn === other?.executionArn;
}

/** Slack takes a label once in a row of buttons, for ours are told apart by them. */
function withoutRepeated(links: readonly Link[]): Link[] {
  return [...new Map(links.toReversed().map((link) => [link.label, link])).values()].reverse();
}

/** A button holds its label twice, as text and in its id. */
function fitting(links: readonly Link[], room: number): Link[] {
  let left = room;
  return links.filter(({ label, url }) => {
    const length = (webUrl(url)?.length ?? 0) + 2 * label.length + 10;
    if (length > left) return false;
    left -= length;
    return true;
  });
}
