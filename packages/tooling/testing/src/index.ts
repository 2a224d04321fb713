export { createCertificate } from './certificate.ts';
export { type CallFault, fakeSqs, type PutMessage, withFault } from './fake-sqs/fake-sqs.ts';
export type { QueueSettings, StoredMessage } from './fake-sqs/queue.ts';
export { sqsRefusal } from './fake-sqs/refusals.ts';
export { memorySqs } from './memory-sqs.ts';
