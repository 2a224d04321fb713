export { createCertificate } from './certificate.ts';
export { memorySqs, sqsRefusal } from './memory-sqs.ts';
