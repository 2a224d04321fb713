import { type ExecutionStep, STEP_OUTCOMES, type StepOutcome } from '../reports/execution-report.ts';

/** All visits of one state, folded: what a line of the table tells. */
export interface StepLine {
  readonly name: string;
  /** How many Parallel and Map states it is in. */
  readonly depth: number;
  readonly parent: StepLine | undefined;
  readonly visits: readonly ExecutionStep[];
  /** The worst outcome of the visits that still count. */
  readonly outcome: StepOutcome;
  /** Milliseconds in which at least one visit was under way; undefined where no visit has both its times. */
  readonly busy: number | undefined;
}

interface Node {
  readonly name: string;
  readonly depth: number;
  readonly parent: Node | undefined;
  readonly visits: ExecutionStep[];
  readonly children: Map<string, Node>;
}

/** One line for each state: containers before what ran in them, and otherwise in the order of the first visit. */
export const foldSteps = (steps: readonly ExecutionStep[]): StepLine[] => {
  const roots = new Map<string, Node>();
  const nodes: Node[] = [];
  for (const step of steps) {
    const parent = step.parent === undefined ? undefined : nodes[step.parent];
    const siblings = parent?.children ?? roots;
    const node = siblings.get(step.name) ?? newNode(step.name, parent);
    siblings.set(step.name, node);
    node.visits.push(step);
    nodes.push(node);
  }
  return toLines(depthFirst(roots));
};

const newNode = (name: string, parent: Node | undefined): Node => ({
  name,
  depth: parent === undefined ? 0 : parent.depth + 1,
  parent,
  visits: [],
  children: new Map(),
});

/** With a stack of its own: nothing says how deep states are nested. */
const depthFirst = (roots: Map<string, Node>): Node[] => {
  const stack = [...roots.values()].reverse();
  const ordered: Node[] = [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    ordered.push(node);
    stack.push(...[...node.children.values()].reverse());
  }
  return ordered;
};

const toLines = (nodes: readonly Node[]): StepLine[] => {
  const lines = new Map<Node, StepLine>();
  for (const node of nodes) {
    const { name, depth, visits } = node;
    const parent = node.parent && lines.get(node.parent);
    lines.set(node, { name, depth, parent, visits, outcome: worstOutcome(visits), busy: busyTime(visits) });
  }
  return [...lines.values()];
};

/** The visits that nothing replaced; all of them where everything was replaced. */
export const countedVisits = (visits: readonly ExecutionStep[]): readonly ExecutionStep[] => {
  const counted = visits.filter((visit) => !visit.superseded);
  return counted.length > 0 ? counted : visits;
};

const worstOutcome = (visits: readonly ExecutionStep[]): StepOutcome => {
  const present = new Set(countedVisits(visits).map((visit) => visit.outcome));
  return STEP_OUTCOMES.find((outcome) => present.has(outcome)) ?? 'open';
};

/** The union of the visits' spans, so that neither a loop's other states nor parallel iterations are counted. */
const busyTime = (visits: readonly ExecutionStep[]): number | undefined => {
  const spans = visits
    .flatMap(({ enteredAt, endedAt }) =>
      enteredAt && endedAt ? [[enteredAt.getTime(), endedAt.getTime()] as const] : [],
    )
    .sort(([one], [other]) => one - other);
  let covered = Number.NEGATIVE_INFINITY;
  let busy = 0;
  for (const [start, end] of spans) {
    busy += Math.max(0, end - Math.max(start, covered));
    covered = Math.max(covered, end);
  }
  return spans.length === 0 ? undefined : busy;
};
