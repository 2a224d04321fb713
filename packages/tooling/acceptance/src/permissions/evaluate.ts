import { runSimulation, type SimulationRequestPrincipal } from '@cloud-copilot/iam-simulate';
import type { IamRequest } from './requests.ts';

/** Who asks IAM for something, and under which conditions. */
export interface Asking extends IamRequest {
  /** A role's ARN, a service such as `sns.amazonaws.com`, or somebody anonymous. */
  readonly principal: SimulationRequestPrincipal;
  /** The account that the resource is in. */
  readonly account: string;
  /** Condition keys beside TLS: `aws:SourceArn`. */
  readonly context?: Readonly<Record<string, string>>;
}

/** The policies that decide. */
export interface Policies {
  /** That of the role that asks. */
  readonly ofRole?: object;
  /** That of the thing that is asked for. */
  readonly ofResource?: object;
}

/** What IAM decides. */
export interface Decision {
  readonly isAllowed: boolean;
  /** The `Sid` of each statement of the role's policy that allows it. */
  readonly by: readonly string[];
}

/**
 * Evaluates policies as IAM does, and resolves with its decision. Throws where the action does not exist, or the resource
 * has not the form of one that the action is about.
 */
export async function evaluate(asking: Asking, { ofRole, ofResource }: Policies): Promise<Decision> {
  const { principal, action, resource, account, context = {} } = asking;
  const answer = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account },
        contextVariables: { 'aws:SecureTransport': 'true', ...context },
      },
      identityPolicies: ofRole ? [{ name: 'role', policy: ofRole }] : [],
      resourcePolicy: ofResource,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (answer.resultType === 'error') {
    throw new Error(`IAM cannot judge ${action} on ${resource}: ${JSON.stringify(answer.errors)}`);
  }
  const results = answer.resultType === 'single' ? [answer.result] : answer.results;
  const statements = results.flatMap(({ analysis }) => analysis.identityAnalysis?.allowStatements ?? []);
  return {
    isAllowed: answer.overallResult === 'Allowed',
    by: statements.map(({ explain }) => explain.identifier),
  };
}
