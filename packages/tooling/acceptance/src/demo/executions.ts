import type { Cloud } from '@shipbell/aws-emulator';
import { type Execution, runExecution } from './start-execution.ts';

/** What only an execution's input holds, and the outputs that come of it: nothing for Slack. */
export const CONFIDENTIAL = 'mina@lotus.example';

/** Input of the nightly run, for which the orders come late now and then. */
export function night(date: string, secondsUntilOrders: number, partitions = ['orders', 'customers']) {
  return {
    date,
    requested_by: CONFIDENTIAL,
    wait: { orders: secondsUntilOrders },
    partitions,
  };
}

/** The executions of state machines that the story tells of, by what is special about them. */
export const EXECUTIONS = {
  slow: {
    stateMachine: 'nightly-etl',
    name: 'nightly-2024-11-01',
    input: night('2024-11-01', 12, ['orders', 'customers', 'reviews', 'stock', 'returns', 'prices']),
  },
  failed: {
    stateMachine: 'billing-report',
    name: 'billing-2024-11-01',
    input: { requested_by: CONFIDENTIAL, invoices: [1, 2, 1, 1].map((seconds) => ({ seconds })) },
  },
} as const satisfies Record<string, Execution>;

/** The nights before, which ran as they usually do. */
const EARLIER_NIGHTS: readonly Execution[] = ['2024-10-29', '2024-10-30', '2024-10-31'].map((date) => ({
  stateMachine: 'nightly-etl',
  name: `nightly-${date}`,
  input: night(date, 0),
}));

/** What ran before Shipbell came, so that it knows what is usual; nobody is told of it. */
export async function beforehand(cloud: Cloud): Promise<void> {
  await Promise.all(EARLIER_NIGHTS.map((execution) => runExecution(cloud, execution)));
}
