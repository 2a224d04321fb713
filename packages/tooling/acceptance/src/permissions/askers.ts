import { anonymousPrincipal } from '@cloud-copilot/iam-simulate';
import type { Cloud } from '@shipbell/aws-emulator';
import type { Resource } from '../terraform/terraform.ts';
import type { Asking } from './evaluate.ts';
import { ofType } from './policies.ts';

/** Somebody who might want something of a thing of ours. */
export interface Asker extends Pick<Asking, 'principal' | 'context'> {
  readonly name: string;
  /** Whether a policy of its own allows it to ask. */
  readonly hasPolicy: boolean;
  readonly isNotificationRuleOfThisAccount: boolean;
}

const SERVICES = [
  'cloudwatch',
  'codedeploy',
  'codepipeline',
  'codestar-notifications',
  'events',
  'lambda',
  's3',
  'sns',
  'sqs',
].map((service) => `${service}.amazonaws.com`);

const ANOTHER_ACCOUNT = '444455556666';
const ANOTHER_REGION = 'us-east-1';

/**
 * Returns everybody who might ask: each service on behalf of our rules, our topics and one of our alarms, which are all
 * named alike, and of what is called alike elsewhere, roles of this account and of another one, and the whole world.
 */
export function askers(
  { account, region }: Pick<Cloud, 'account' | 'region'>,
  resources: readonly Resource[],
): Asker[] {
  const arns = (type: string) => ofType(resources, type).map(({ arn }) => `${arn}`);
  const alarms = arns('aws_cloudwatch_metric_alarm').slice(0, 1);
  const ours = [...arns('aws_cloudwatch_event_rule'), ...arns('aws_sns_topic'), ...alarms];
  const theirs = ours.flatMap((arn) => [
    arn.replace('shipbell-dev-', 'shipbell-prod-'),
    arn.replace(account, ANOTHER_ACCOUNT),
    arn.replace(region, ANOTHER_REGION),
  ]);
  const onBehalf = (arn: string, isOurs: boolean) => SERVICES.map((principal) => ofService(principal, arn, isOurs));
  const role = (name: string, of: string, hasPolicy: boolean): Asker => {
    const principal = `arn:aws:iam::${of}:role/somebody`;
    return { name, principal, hasPolicy, isNotificationRuleOfThisAccount: false };
  };

  function ofService(principal: string, arn: string, isOurs: boolean): Asker {
    const sourceAccount = arn.split(':')[4] ?? '';
    return {
      name: `${principal} for ${isOurs ? arn.split(/[:/]/).at(-1) : arn}`,
      principal,
      context: { 'aws:SourceArn': arn, 'aws:SourceAccount': sourceAccount },
      hasPolicy: false,
      isNotificationRuleOfThisAccount: principal.startsWith('codestar-notifications') && sourceAccount === account,
    };
  }

  return [
    ...ours.flatMap((arn) => onBehalf(arn, true)),
    ...theirs.flatMap((arn) => onBehalf(arn, false)),
    role('a role of this account without a policy', account, false),
    role('a role of another account', ANOTHER_ACCOUNT, true),
    { name: 'the world', principal: anonymousPrincipal, hasPolicy: false, isNotificationRuleOfThisAccount: false },
  ];
}
