export { startProcessGroup } from './child-process-group.ts';
export { OUR_ACCESS_KEY } from './clients.ts';
export { type Cloud, type CloudOptions, startCloud } from './cloud.ts';
export type { Deployment, Failure } from './developer-tools/codedeploy/model.ts';
export {
  codeBuild,
  codeCommitSource,
  codeDeploy,
  codeDeployToEcs,
  connectionSource,
  declarePipeline,
  ecs,
  githubSource,
  manualApproval,
} from './developer-tools/codepipeline/declare.ts';
export type { ActionOutcome, Commit, Execution } from './developer-tools/codepipeline/model.ts';
export { createDeveloperTools, type DeveloperTools } from './developer-tools/developer-tools.ts';
export { type EventSignal, type Signal, sendSignals, type TopicSignal } from './developer-tools/signals.ts';
export type { FunctionCall } from './gateway/function-calls.ts';
export { type AwsRequest, awsError, jsonResponse } from './gateway/gateway.ts';
export type { HttpResponse } from './gateway/http.ts';
export type { Reply } from './lambda/invocation.ts';
export {
  type LambdaService,
  type LambdaServiceOptions,
  type RunningInvocation,
  startLambdaService,
} from './lambda/lambda-service.ts';
