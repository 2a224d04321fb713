import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { onTestFinished } from 'vitest';
import { awsClients } from '../clients.ts';
import { startGateway } from '../gateway/gateway.ts';
import { queueService } from '../sqs/queues.ts';
import { stubService } from './stub-service.ts';

/** Starts SQS behind a gateway, until the test has finished, and returns functions for its calls. */
export async function startQueues({ account = '210987654321', timeScale = 1 } = {}) {
  const moto = stubService();
  const closing = new AbortController();
  const service = queueService({ account, moto: moto.service, timeScale, closing: closing.signal });
  const gateway = await startGateway(service);
  onTestFinished(gateway.close);
  const { sqs } = awsClients(gateway.url, 'ap-northeast-2');
  const create = async (QueueName: string, Attributes = {}) => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    return QueueUrl ?? '';
  };
  const receive = async (QueueUrl: string, MaxNumberOfMessages = 10) => {
    const MessageSystemAttributeNames = ['All' as const];
    const options = { QueueUrl, MaxNumberOfMessages, MessageSystemAttributeNames };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(options));
    return Messages;
  };
  const remove = ({ ReceiptHandle }: Message, QueueUrl: string) =>
    sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const hide = ({ ReceiptHandle }: Message, QueueUrl: string, VisibilityTimeout: number) =>
    sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  return { gateway, moto, sqs, create, receive, remove, hide, closing };
}
