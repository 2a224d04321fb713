import { describe, expect, it } from 'vitest';
import { APPLY, awsError, findingsOf } from '../../testing/set-up-doctor.ts';
import { queues } from './queues.ts';

describe('queues', () => {
  const GetQueueUrl = ({ QueueName }: Record<string, unknown>) => ({ QueueUrl: `https://sqs/${QueueName}` });
  const count = (messages: number) => ({ Attributes: { ApproximateNumberOfMessages: `${messages}` } });

  it('is well where all are empty, also when a message was just on its way', async () => {
    let looks = 0;
    const GetQueueAttributes = ({ QueueUrl }: Record<string, unknown>) => {
      if (QueueUrl !== 'https://sqs/shipbell-dev-slack.fifo') return count(0);
      looks += 1;
      return count(looks > 2 ? 0 : 1);
    };
    expect(await findingsOf(queues, { GetQueueUrl, GetQueueAttributes })).toEqual([{ kind: 'ok', what: 'empty' }]);
  });

  it('fails for what is dead-lettered and for what goes on waiting', async () => {
    const GetQueueAttributes = ({ QueueUrl = '' }: { QueueUrl?: string }) =>
      count(QueueUrl.endsWith('shipbell-dev-slack.fifo') ? 2 : QueueUrl.endsWith('slack-dlq.fifo') ? 1 : 0);
    expect(await findingsOf(queues, { GetQueueUrl, GetQueueAttributes })).toEqual([
      {
        kind: 'failed',
        what: '2 messages wait on shipbell-dev-slack.fifo for Slack. The sender’s log says what for:',
        type: 'aws logs tail /aws/lambda/shipbell-dev-slack-sender --since 1d',
      },
      { kind: 'failed', what: '1 message waits in shipbell-dev-slack-dlq.fifo.', type: './scripts/redrive dev' },
    ]);
  });

  it('fails for each queue that is not there, but for the one that variables may leave out', async () => {
    const findings = await findingsOf(queues, { GetQueueUrl: awsError('QueueDoesNotExist') });
    expect(findings).toHaveLength(6);
    expect(findings).toContainEqual({
      kind: 'failed',
      what: 'There is no queue shipbell-dev-slack.fifo.',
      type: APPLY,
    });
    expect(JSON.stringify(findings)).not.toContain('deployment-events');
  });
});
