import type { StageConditionState, StageState } from '@aws-sdk/client-codepipeline';

/**
 * What a stage's condition says that failed it, for then no action has failed; undefined where none did:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works-conditions.html
 */
export function failedCondition(stage: StageState): string | undefined {
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
    if (rule) return `the rule ${rule.ruleName} of the stage's ${kind} condition was not met${why ? `: ${why}` : ''}`;
  }
  return undefined;
}
