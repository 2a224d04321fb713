export { createCertificate } from './certificate.ts';
export { type CallFault, fakeSqs, withFault } from './fake-sqs/fake-sqs.ts';
export type { PutMessage, QueueSettings, StoredMessage } from './fake-sqs/queue.ts';
export { sqsRefusal } from './fake-sqs/refusals.ts';
export { recordRounds } from './record-rounds.ts';
