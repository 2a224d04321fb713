import { beforeAll, describe, expect, it } from 'vitest';
import { type Asker, askers } from '../permissions/askers.ts';
import { evaluate } from '../permissions/evaluate.ts';
import { type ResourcePolicy, resourcePolicies } from '../permissions/policies.ts';
import type { Stage } from '../stage.ts';
import type { Resource } from '../terraform/terraform.ts';

/** Tests whom queues, topic, functions and roles let in, by the policies that Terraform applied and IAM's rules. */
export function describeAdmission(stage: () => Stage): void {
  describe('the policies of queues, topic, functions and roles', () => {
    let resources: Resource[];
    let everybody: Asker[];

    beforeAll(async () => {
      resources = await stage().terraform.applied();
      everybody = askers(stage().cloud, resources);
    });

    /** Resolves with the names of those who are let in. */
    const admitted = async ({ arn, action, policy }: ResourcePolicy, context: Record<string, string> = {}) => {
      const { account } = stage().cloud;
      const decisions = await Promise.all(
        everybody.map(async ({ name, ...asker }) => {
          const asking = { ...asker, action, resource: arn, account, context: { ...asker.context, ...context } };
          const ofRole = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: arn }] };
          const { isAllowed } = await evaluate(asking, { ofResource: policy, ...(asker.hasPolicy && { ofRole }) });
          return isAllowed ? [name] : [];
        }),
      );
      return decisions.flat().toSorted();
    };

    /** Resolves with who is let in, by the name of the thing, without those that let nobody in. */
    const admittedBy = async (kinds: readonly string[], context?: Record<string, string>) => {
      const policies = resourcePolicies(resources).filter(({ action }) => kinds.includes(action));
      const lists = await Promise.all(policies.map(async (one) => [one.name, await admitted(one, context)] as const));
      return { asked: policies.length, letIn: Object.fromEntries(lists.filter(([, names]) => names.length > 0)) };
    };

    const RULES_FOR_DEPLOYMENTS = [
      'events.amazonaws.com for shipbell-dev-codedeploy-deployments',
      'events.amazonaws.com for shipbell-dev-codepipeline-actions',
      'events.amazonaws.com for shipbell-dev-codepipeline-approvals',
      'events.amazonaws.com for shipbell-dev-codepipeline-executions',
    ];
    const RULE_FOR_EXECUTIONS = 'events.amazonaws.com for shipbell-dev-sfn-status';
    const TOPIC = 'sns.amazonaws.com for shipbell-dev-deployments';

    it('let into a queue who could not pass something on, and nobody else', async () => {
      expect(await admittedBy(['sqs:SendMessage'])).toEqual({
        asked: 7,
        letIn: {
          'shipbell-dev-deployment-events-dlq': RULES_FOR_DEPLOYMENTS,
          'shipbell-dev-sfn-status-dlq': [RULE_FOR_EXECUTIONS],
          'shipbell-dev-deployments-dlq': [TOPIC],
        },
      });
    });

    it('let our own rules and topic invoke a handler, and nobody invoke the sender', async () => {
      expect(await admittedBy(['lambda:InvokeFunction'])).toEqual({
        asked: 3,
        letIn: {
          'shipbell-dev-codepipeline-handler': [...RULES_FOR_DEPLOYMENTS, TOPIC],
          'shipbell-dev-sfn-history-handler': [RULE_FOR_EXECUTIONS],
        },
      });
    });

    it('let notification rules of this account publish, our alarms on their own topic, and nobody else without a policy', async () => {
      const { asked, letIn } = await admittedBy(['sns:Publish']);
      expect(asked).toBe(2);
      expect(Object.keys(letIn).toSorted()).toEqual(['shipbell-dev-alarms', 'shipbell-dev-deployments']);
      expect(letIn['shipbell-dev-alarms']).toEqual([
        expect.stringMatching(/^cloudwatch\.amazonaws\.com for shipbell-dev-/),
      ]);
      expect(new Set(letIn['shipbell-dev-deployments'])).toEqual(
        new Set(
          everybody
            .filter(({ isNotificationRuleOfThisAccount }) => isNotificationRuleOfThisAccount)
            .map(({ name }) => name),
        ),
      );
    });

    it('let nobody in but over TLS', async () => {
      const { letIn } = await admittedBy(['sqs:SendMessage', 'sns:Publish'], { 'aws:SecureTransport': 'false' });
      expect(letIn).toEqual({});
    });

    it('let Lambda alone take a role', async () => {
      const { asked, letIn } = await admittedBy(['sts:AssumeRole']);
      expect(asked).toBe(3);
      const services = Object.entries(letIn).map(([name, names]) => [
        name,
        [...new Set(names.map((one) => one.split(' ')[0]))],
      ]);
      expect(Object.fromEntries(services)).toEqual({
        'shipbell-dev-codepipeline-handler-ap-northeast-2': ['lambda.amazonaws.com'],
        'shipbell-dev-sfn-history-handler-ap-northeast-2': ['lambda.amazonaws.com'],
        'shipbell-dev-slack-sender-ap-northeast-2': ['lambda.amazonaws.com'],
      });
    });
  });
}
