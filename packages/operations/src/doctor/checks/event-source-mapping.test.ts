import { describe, expect, it } from 'vitest';
import { APPLY, findingsOf, functionArn } from '../../testing/set-up-doctor.ts';
import { eventSourceMapping } from './event-source-mapping.ts';

describe('event source mapping', () => {
  const mapping = (State: string, to = 'shipbell-dev-slack-sender') => ({
    ListEventSourceMappings: ({ EventSourceArn }: Record<string, unknown>) =>
      EventSourceArn === 'arn:aws:sqs:eu-west-1:123456789012:shipbell-dev-slack.fifo'
        ? { EventSourceMappings: [{ UUID: 'u-1', State, FunctionArn: functionArn(to) }] }
        : {},
  });

  it('is well where the mapping is enabled', async () => {
    expect(await findingsOf(eventSourceMapping, mapping('Enabled'))).toEqual([{ kind: 'ok', what: 'enabled' }]);
  });

  it('fails where it is disabled, or there is none', async () => {
    expect(await findingsOf(eventSourceMapping, mapping('Disabled'))).toMatchObject([
      { kind: 'failed', type: 'aws lambda update-event-source-mapping --uuid u-1 --enabled' },
    ]);
    for (const answers of [mapping('Enabled', 'another'), { ListEventSourceMappings: {} }]) {
      expect(await findingsOf(eventSourceMapping, answers)).toMatchObject([{ kind: 'failed', type: APPLY }]);
    }
  });
});
