/** Returns a status event as EventBridge delivers it, with the members of the detail that a test is about. */
export function statusEvent(detail: Readonly<Record<string, unknown>> = {}) {
  return {
    version: '0',
    id: '1f6a8d0e-5b1c-4f1e-9d55-3a7b1f0a0001',
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account: '123456789012',
    time: '2024-03-05T02:12:05Z',
    region: 'eu-west-1',
    resources: ['arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05'],
    detail: {
      executionArn: 'arn:aws:states:eu-west-1:123456789012:execution:nightly-etl:2024-03-05',
      stateMachineArn: 'arn:aws:states:eu-west-1:123456789012:stateMachine:nightly-etl',
      name: '2024-03-05',
      status: 'SUCCEEDED',
      startDate: Date.UTC(2024, 2, 5, 2, 0, 1),
      stopDate: Date.UTC(2024, 2, 5, 2, 12, 5),
      input: '{}',
      inputDetails: { included: true },
      output: '{}',
      outputDetails: { included: true },
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: null,
      error: null,
      cause: null,
      ...detail,
    },
  };
}
