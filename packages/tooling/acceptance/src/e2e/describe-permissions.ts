import { isWildcardOnlyAction } from '@cloud-copilot/iam-simulate';
import type { Cloud } from '@shipbell/aws-emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Decision, evaluate } from '../permissions/evaluate.ts';
import { type FunctionRole, functionRoles, type Grant, grantsOf } from '../permissions/policies.ts';
import { requestsOf } from '../permissions/requests.ts';
import type { Stage } from '../stage.ts';

/** What the roles may do that no call of the tests needs, by statement and action, and who needs it in AWS. */
const NEEDED_ELSEWHERE: Readonly<Record<string, string>> = {
  'WriteItsOwnLog logs:CreateLogStream': 'Lambda writes the log with the role, here to a file',
  'WriteItsOwnLog logs:PutLogEvents': 'Lambda writes the log with the role, here to a file',
  'KeepEventsItCouldNotProcess sqs:SendMessage': 'Lambda keeps what failed with the role, here with its own key',
  'TakeMessagesFromTheQueue sqs:ReceiveMessage': 'Lambda polls the queue with the role, here with its own key',
  'TakeMessagesFromTheQueue sqs:DeleteMessage':
    'Lambda deletes what was delivered with the role, here with its own key',
  'TakeMessagesFromTheQueue sqs:GetQueueAttributes': 'Lambda asks for it when the event source mapping is made',
};

/** A call of a function, as IAM judges it. */
interface Judged extends Grantable, Decision {}

type Grantable = Omit<Grant, 'sid'>;

/** Tests that the functions may do what they do and nothing else, by the policies that Terraform applied and IAM's rules. */
export function describePermissions(stage: () => Stage): void {
  describe('the policies of the functions, as Terraform applied them,', () => {
    let roles: FunctionRole[];
    let calls: Judged[];

    beforeAll(async () => {
      roles = functionRoles(await stage().terraform.applied());
      calls = await judged(callsOf(stage().cloud, roles));
    });

    /** Resolves with how IAM judges what roles ask for. */
    const judged = (asked: readonly Grantable[]): Promise<Judged[]> =>
      Promise.all(
        asked.map(async ({ role, action, resource }) => {
          const asking = { principal: role.roleArn, action, resource, account: stage().cloud.account };
          return { role, action, resource, ...(await evaluate(asking, { ofRole: role.policy })) };
        }),
      );

    /** Resolves with how IAM judges all that the policies allow, if it is asked of something with another name. */
    const judgedElsewhere = async (renamed: (resource: string) => string) => {
      const changed = roles.flatMap(grantsOf).filter(({ resource }) => renamed(resource) !== resource);
      const { region } = stage().cloud;
      const asked = await judged(changed.map((one) => ({ ...one, resource: oneOf(renamed(one.resource), region) })));
      return { denied: saying(asked, false), allowed: saying(asked, true) };
    };

    it('allow every call that the functions made', () => {
      expect(saying(calls, false)).toEqual([]);
      expect(new Set(calls.map(({ role }) => role))).toEqual(new Set(roles));
    });

    it('allow nothing that no call needs, but for what is listed with its reason', () => {
      const used = new Set(
        calls.flatMap(({ role, action, by }) => by.map((sid) => `${role.functionName} ${sid} ${action}`)),
      );
      const unused = roles
        .flatMap(grantsOf)
        .filter(({ role, sid, action }) => !used.has(`${role.functionName} ${sid} ${action}`))
        .map(({ sid, action }) => `${sid} ${action}`);
      expect([...new Set(unused)].toSorted()).toEqual(Object.keys(NEEDED_ELSEWHERE).toSorted());
    });

    it('say * only where IAM knows no resource', async () => {
      const open = roles.flatMap(grantsOf).filter(({ resource }) => resource === '*');
      expect(open.map(({ action }) => action).toSorted()).toEqual([
        'codedeploy:BatchGetDeploymentTargets',
        'codedeploy:ListDeploymentTargets',
        'codepipeline:ListPipelines',
      ]);
      const knowsNone = open
        .map(({ action }) => action.split(':'))
        .map(([service = '', name = '']) => isWildcardOnlyAction(service, name));
      expect(await Promise.all(knowsNone)).toEqual([true, true, true]);
    });

    it.each(['prod', 'dev-2'])('deny the queues, parameters and logs of the environment %s', async (environment) => {
      const { denied, allowed } = await judgedElsewhere((resource) =>
        resource
          .replace('shipbell-dev-', `shipbell-${environment}-`)
          .replace('parameter/dev/', `parameter/${environment}/`),
      );
      expect(allowed).toEqual([]);
      expect(new Set(denied.map((one) => /: (\w+):/.exec(one)?.[1]))).toEqual(new Set(['logs', 'sqs', 'ssm']));
    });

    it('deny the deployment groups and state machines that the lists do not name', async () => {
      const { denied, allowed } = await judgedElsewhere((resource) =>
        resource
          .replace(/(:deploymentgroup:).*/, '$1payments/payments-prod')
          .replace(/(:(?:execution|mapRun|stateMachine):)[^:/]+/, '$1payments-prod'),
      );
      expect(allowed).toEqual([]);
      expect(new Set(denied.map((one) => /: (\w+):/.exec(one)?.[1]))).toEqual(new Set(['codedeploy', 'states']));
    });

    it('deny the pipelines that the lists do not name, where none is looked for', async () => {
      const { cloud, terraform } = stage();
      const planned = functionRoles(await terraform.planned('discover_pipelines=false')).flatMap(grantsOf);
      expect(planned.map(({ sid }) => sid)).not.toContain('FindThePipelineOfADeploymentGroup');
      const reads = planned.filter(({ sid }) => sid === 'ReadThePipelines');
      const named = (name: string) =>
        reads.map((one) => ({ ...one, resource: `arn:aws:codepipeline:${cloud.region}:${cloud.account}:${name}` }));
      expect(saying(await judged(named('orders-dev')), false)).toEqual([]);
      expect(saying(await judged(named('payments-prod')), true)).toEqual([]);
      expect(new Set(reads.map(({ action }) => action)).size).toBe(5);
    });
  });
}

/** Returns what the functions asked IAM for with all their calls, each thing once. */
function callsOf(cloud: Cloud, roles: readonly FunctionRole[]): Grantable[] {
  const distinct = new Map<string, Grantable>();
  for (const call of cloud.calls) {
    const role = roles.find(({ functionName }) => functionName === call.by);
    if (role === undefined) throw new Error(`${call.by} called AWS and has no role`);
    for (const request of requestsOf(call, cloud))
      distinct.set(JSON.stringify([call.by, request]), { role, ...request });
  }
  return [...distinct.values()];
}

/** Returns one thing of those that an ARN with `*` in a policy stands for. */
function oneOf(resource: string, region: string): string {
  return resource
    .replace(/^(arn:aws:\w+):\*:/, `$1:${region}:`)
    .replace(/(:log-group:.*):\*$/, '$1:log-stream:x')
    .replace(/(:execution:.*):\*$/, '$1:x')
    .replace(/(:mapRun:.*)\/\*$/, '$1/Load:x');
}

/** Returns a line for each call that is allowed, or for each that is denied. */
function saying(calls: readonly Judged[], isAllowed: boolean): string[] {
  return calls
    .filter((call) => call.isAllowed === isAllowed)
    .map(({ role, action, resource }) => `${role.functionName}: ${action} on ${resource}`);
}
