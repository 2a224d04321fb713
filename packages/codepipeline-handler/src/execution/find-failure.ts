import type { ActionExecutionDetail, StageConditionState, StageState } from '@aws-sdk/client-codepipeline';
import type { PipelineFailure } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import { approvalAnswer, refusal } from '../approval/find-answer.ts';
import type { AwsLocation } from '../aws/reads.ts';
import type { Search } from '../context.ts';
import {
  deploymentOf,
  executedAction,
  isDeploy,
  type MadeDeployment,
  madeBy,
  subjectOf,
} from '../pipelines/deploy-actions.ts';
import type { PipelineHistory } from '../pipelines/history.ts';
import type { ExecutionEvent } from './event.ts';
import { findStackDeployment, isRed } from './find-stack-failure.ts';
import { lastAttempts } from './last-attempts.ts';

/** Where an execution failed, and whether other messages report it. */
export interface FoundFailure {
  readonly failure: PipelineFailure | undefined;
  /**
   * Whether everything that failed is a CodeDeploy deployment whose own message reports the failure.
   */
  readonly isDeploymentFailure: boolean;
  /** The deployment that made the update of a stack fail, where nothing else failed. */
  readonly stackDeployment?: MadeDeployment | undefined;
  /** The deployments that failed, with their groups; left out for any other failure. */
  readonly groups?: readonly MadeDeployment[];
}

/**
 * Finds where a failed execution failed first; its `failure` is undefined for an execution that did not fail. Never
 * throws.
 */
export async function findExecutionFailure(
  event: ExecutionEvent,
  actions: Reading<readonly ActionExecutionDetail[]>,
  history: PipelineHistory,
  search: Search,
): Promise<FoundFailure> {
  if (event.status !== 'failed') return { failure: undefined, isDeploymentFailure: false };
  const failed = failedActions(actions.value ?? []);
  const reported = await findReportedFailures(failed, event, search);
  // Of several, the one that no other message reports is the news.
  const first = failed.find((action) => !reported.has(action)) ?? failed[0];
  if (first === undefined) {
    return { failure: await withoutAction(event, actions.failure?.reason, history), isDeploymentFailure: false };
  }
  const isDeploymentFailure = failed.every((action) => reported.has(action));
  return {
    failure: actionFailure(first, failed),
    isDeploymentFailure,
    stackDeployment: failed.length === 1 ? await findStackDeployment(first, search) : undefined,
    ...(isDeploymentFailure && { groups: failed.flatMap((action) => madeBy(action) ?? []) }),
  };
}

/** Returns the actions whose last attempt failed, in the order in which they failed. */
function failedActions(actions: readonly ActionExecutionDetail[]): ActionExecutionDetail[] {
  const endOf = ({ lastUpdateTime }: ActionExecutionDetail): number => lastUpdateTime?.getTime() ?? 0;
  return lastAttempts(actions)
    .filter(({ status }) => status === 'Failed')
    .sort((one, other) => endOf(one) - endOf(other));
}

/**
 * Finds the failed actions whose CodeDeploy deployment has a message of its own that says so as clearly. The deployment
 * may be none of these: a person stopped it, or it goes on though the action has given up. Where it cannot be read, its own
 * event still speaks for it.
 */
async function findReportedFailures(
  failed: readonly ActionExecutionDetail[],
  location: AwsLocation,
  { reads, signal }: Pick<Search, 'reads' | 'signal'>,
): Promise<ReadonlySet<ActionExecutionDetail>> {
  const reported = await Promise.all(
    failed.map(async (action) => {
      const id = deploymentOf(action, location);
      if (id === undefined) return [];
      const { value } = await reads.codedeploy.readDeployment(id, signal);
      return value === undefined || isRed(value) ? [action] : [];
    }),
  );
  return new Set(reported.flat());
}

/** Returns what the action's provider and CodePipeline say of the failure. */
function actionFailure(action: ActionExecutionDetail, failed: readonly ActionExecutionDetail[]): PipelineFailure {
  const { stageName = 'a stage', actionName, input, output } = action;
  const { errorDetails, externalExecutionSummary, externalExecutionUrl } = output?.executionResult ?? {};
  const message = joined([errorDetails?.message, externalExecutionSummary]);
  const isApproval = input?.actionTypeId?.category === 'Approval';
  const executed = executedAction(action);
  return {
    kind: 'known',
    stage: stageName,
    action: actionName,
    provider: input?.actionTypeId?.provider,
    subject: isDeploy(executed) ? undefined : subjectOf(executed),
    errorCode: errorDetails?.code,
    message: isApproval ? refusal(approvalAnswer(message, action.updatedBy)) : message,
    logUrl: externalExecutionUrl,
    otherActions: failed.flatMap((other) =>
      other === action || isDeploy(executedAction(other)) ? [] : (other.actionName ?? []),
    ),
  };
}

/** Joins two sentences, without the one that says nothing new. */
function joined(texts: readonly (string | undefined)[]): string | undefined {
  const [first = '', second = ''] = texts.map((text) => text?.trim() ?? '');
  if (first.includes(second)) return first || undefined;
  return second.includes(first) ? second : `${first}${/[.!?:]$|\barn:\S+$/.test(first) ? '' : '.'}\n${second}`;
}

/**
 * Returns the failure where no failed action is shown: what the event says of it, or else the stage that failed, with
 * the condition that failed it where there is one.
 */
async function withoutAction(
  { executionId, failedStage, failedActions }: ExecutionEvent,
  unread: string | undefined,
  history: PipelineHistory,
): Promise<PipelineFailure> {
  const known = {
    kind: 'known',
    provider: undefined,
    subject: undefined,
    errorCode: undefined,
    logUrl: undefined,
    otherActions: [],
  } as const;
  // A retried action is listed once for each attempt; the last one counts.
  const [reported, ...others] = new Map(failedActions.map((action) => [action.action, action])).values();
  if (failedStage && reported) {
    const { action, additionalInformation: message } = reported;
    return { ...known, stage: failedStage, action, message, otherActions: others.map((other) => other.action) };
  }
  const state = await history.state();
  const stage = state.value?.stageStates?.find(
    ({ latestExecution }) =>
      latestExecution?.pipelineExecutionId === executionId && latestExecution.status === 'Failed',
  );
  const name = stage?.stageName ?? failedStage;
  if (name === undefined) {
    const reason = unread ?? state.failure?.reason ?? 'no action of the execution has failed';
    return { kind: 'unknown', reason };
  }
  return { ...known, stage: name, action: undefined, message: unread, ...(stage && failedCondition(stage)) };
}

/**
 * Returns the rule of the condition that failed a stage, in which case no action has failed, and what it says; undefined
 * where no condition did:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works-conditions.html
 */
function failedCondition(stage: StageState): { readonly action: string; readonly message: string } | undefined {
  const conditions: [string, StageConditionState | undefined][] = [
    ['entry', stage.beforeEntryConditionState],
    ['success', stage.onSuccessConditionState],
    ['failure', stage.onFailureConditionState],
  ];
  for (const [kind, state] of conditions) {
    const rules = (state?.conditionStates ?? []).flatMap(({ ruleStates = [] }) => ruleStates);
    const rule = rules.find(({ latestExecution }) => latestExecution?.status === 'Failed');
    const { summary, errorDetails } = rule?.latestExecution ?? {};
    const why = errorDetails?.message ?? summary;
    if (rule) return { action: `${kind} condition ${rule.ruleName}`, message: why || 'not met' };
  }
  return undefined;
}
