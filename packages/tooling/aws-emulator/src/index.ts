export { OUR_ACCESS_KEY } from './clients.ts';
export { type Cloud, type CloudOptions, startCloud } from './cloud.ts';
export type { Deployment, Failure } from './codedeploy/model.ts';
export {
  codeBuild,
  codeDeploy,
  codeDeployToEcs,
  connectionSource,
  declarePipeline,
  ecs,
  githubSource,
  manualApproval,
} from './codepipeline/declare.ts';
export type { ActionOutcome, Commit, Execution } from './codepipeline/model.ts';
export { createDeveloperTools, type DeveloperTools } from './developer-tools.ts';
export { type AwsRequest, awsError, jsonResponse } from './gateway.ts';
export type { HttpResponse } from './http.ts';
export type { Reply } from './lambda/invocation.ts';
export {
  type LambdaService,
  type LambdaServiceOptions,
  type RunningInvocation,
  startLambdaService,
} from './lambda/lambda-service.ts';
export { leash } from './leash.ts';
export { type EventSignal, type Signal, sendSignals, type TopicSignal } from './signals.ts';
