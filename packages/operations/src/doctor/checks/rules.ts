import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { terraformApply } from '../../command-line/commands.ts';
import { deploymentRules } from '../../names.ts';
import { arnOf, type Check, type DoctorContext, type Finding, failed, failuresOr, orUndefined } from '../check.ts';
import { readAlarms } from '../read-alarms.ts';

/** Whether every rule is on and passes its events to its handler. */
export const rules: Check = {
  name: 'rules',
  actions: ['events:DescribeRule', 'events:ListTargetsByRule', 'cloudwatch:DescribeAlarms'],
  async run(context) {
    const { environment, names } = context;
    // Which rules there are, variables decide; Terraform makes an alarm for each, which outlives a rule that is deleted.
    const alarmed = new Set((await readAlarms(context)).flatMap(({ ruleName }) => ruleName ?? []));
    const found = await Promise.all([
      findRule(names.execution_rule, names.sfn_history_handler, true, context),
      ...deploymentRules(environment).map((rule) =>
        findRule(rule, names.codepipeline_handler, alarmed.has(rule), context),
      ),
    ]);
    const on = found.filter((one) => typeof one === 'string');
    return failuresOr(
      found.filter((one) => typeof one !== 'string'),
      `on: ${on.join(', ')}`,
    );
  },
};

/** Returns the name of a rule that is well; undefined for one that need not be there, and is not. */
async function findRule(
  rule: string,
  handler: string,
  isExpected: boolean,
  context: DoctorContext,
): Promise<string | Finding | undefined> {
  const { environment, clients } = context;
  const described = await orUndefined(
    clients.events.send(new DescribeRuleCommand({ Name: rule })),
    'ResourceNotFoundException',
  );
  if (!described) return isExpected ? failed(`There is no rule ${rule}.`, terraformApply(environment)) : undefined;
  if (!described.State?.startsWith('ENABLED')) {
    return failed(`The rule ${rule} is off: its events are not reported.`, `aws events enable-rule --name ${rule}`);
  }
  const { Targets = [] } = await clients.events.send(new ListTargetsByRuleCommand({ Rule: rule }));
  if (Targets.some(({ Arn }) => Arn === arnOf(context, 'lambda', `function:${handler}`))) return rule;
  return failed(`The rule ${rule} does not pass its events to ${handler}.`, terraformApply(environment));
}
