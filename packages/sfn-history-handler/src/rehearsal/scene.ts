import type { Answers } from '@shipbell/core/runtime';

/** An execution that never happened, for the rehearsal: the event, and what AWS would answer of its history. */

const BEGIN_SECONDS = 1_709_604_001;
const FAILURE = { error: 'PaymentError', cause: '{"errorType":"PaymentError","errorMessage":"card_declined"}' };
const RESOURCE = { resourceType: 'lambda', resource: 'invoke' };

/** The settings that leave nothing out. */
export const SETTINGS = { stateMachines: [], defaults: {} };

/** Returns the event as if the execution had failed in the region. */
export function eventIn(region: string | undefined) {
  const arn = (type: string) => `arn:aws:states:${region}:123456789012:${type}`;
  return {
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    id: 'rehearsal',
    time: '2024-03-05T02:00:02Z',
    region,
    detail: {
      executionArn: arn('execution:shop:1'),
      stateMachineArn: arn('stateMachine:shop'),
      name: '1',
      status: 'FAILED',
      startDate: BEGIN_SECONDS * 1_000,
      stopDate: (BEGIN_SECONDS + 2) * 1_000,
      ...FAILURE,
    },
  };
}

const EVENTS: readonly [type: string, details?: object][] = [
  ['ExecutionStarted', { executionStartedEventDetails: { roleArn: 'arn:aws:iam::123456789012:role/shop' } }],
  ['PassStateEntered', { stateEnteredEventDetails: { name: 'Price the order' } }],
  ['PassStateExited', { stateExitedEventDetails: { name: 'Price the order' } }],
  ['TaskStateEntered', { stateEnteredEventDetails: { name: 'Charge the card' } }],
  ['TaskScheduled', { taskScheduledEventDetails: { ...RESOURCE, region: 'eu-west-1', parameters: '{}' } }],
  ['TaskStarted', { taskStartedEventDetails: RESOURCE }],
  ['TaskFailed', { taskFailedEventDetails: { ...RESOURCE, ...FAILURE } }],
  ['ExecutionFailed', { executionFailedEventDetails: FAILURE }],
];

const events = EVENTS.map(([type, details], index) => ({
  type,
  id: index + 1,
  previousEventId: index,
  timestamp: BEGIN_SECONDS + index / 4,
  ...details,
}));

const earlier = { name: '0', status: 'SUCCEEDED', startDate: BEGIN_SECONDS - 60, stopDate: BEGIN_SECONDS - 58 };

export const ANSWERS: Answers = { GetExecutionHistory: { events }, ListExecutions: { executions: [earlier] } };
