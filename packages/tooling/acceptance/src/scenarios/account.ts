import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import {
  codeBuild,
  codeCommitSource,
  codeDeploy,
  codeDeployToEcs,
  connectionSource,
  type DeveloperTools,
  declarePipeline,
  ecs,
  githubSource,
  manualApproval,
} from '@shipbell/aws-emulator';

/**
 * Declares the pipelines and deployment groups of the account in which all scenarios play, each scenario with some of its own.
 * The demo shows links to commits, so its repositories are in CodeCommit, whose pages are in the account's console: on any other
 * host, the repository's name could be somebody's.
 *
 * @param topicArn where triggers, notification rules and approvals publish
 */
export function declareAccount(tools: DeveloperTools, topicArn: string): void {
  const { toInstances, toService } = declarePipelines(tools, topicArn);

  toInstances('backend-dev', codeCommitSource('backend', 'main'), {
    application: 'backend',
    group: 'backend-dev',
    instances: ['i-0b1f6c27d94e83a50'],
  });
  toInstances('frontend-dev', codeCommitSource('frontend', 'main'), {
    application: 'frontend',
    group: 'frontend-dev',
    instances: ['i-0c93e7f14ab852d60', 'i-08f2c61d9b3a7e540', 'i-0d51b7e8a2c49f613', 'i-0e6a40c58f71b29d3'],
    rollsBack: true,
  });
  toInstances('admin-dev', codeCommitSource('admin', 'main'), {
    application: 'admin',
    group: 'admin-dev',
    instances: ['i-05d8e2b7c6f1493a0'],
  });
  toInstances('checkout-dev', connectionSource('lotus-shop/checkout', 'main'), {
    application: 'checkout',
    group: 'checkout-dev',
    instances: ['i-0a7c51e93d2b46f80', 'i-0f4b82d6e15c37a90'],
  });
  toInstances('mailer-dev', githubSource('lotus-shop/mailer', 'main'), {
    application: 'mailer',
    group: 'mailer-dev',
    instances: ['i-09e3a6b41c7d58f20'],
    hasRule: true,
  });
  toInstances('ledger-dev', connectionSource('lotus-shop/ledger', 'main'), {
    application: 'ledger',
    group: 'ledger-dev',
    instances: ['i-02b7d9f63e8a41c50'],
  });
  toInstances('reviews-dev', connectionSource('lotus-shop/reviews', 'main'), {
    application: 'reviews',
    group: 'reviews-dev',
    instances: ['i-04e7a9c2b61d8f350'],
  });
  toInstances('ratings-dev', connectionSource('lotus-shop/ratings', 'main'), {
    application: 'ratings',
    group: 'ratings-dev',
    instances: ['i-06b3d8f1e5a27c940'],
  });
  toInstances('etl-workers-dev', codeCommitSource('etl-workers', 'main'), {
    application: 'etl-workers',
    group: 'etl-workers',
    instances: ['i-03c8f1a5d7e294b60', 'i-07d2b6e9a4f813c50', 'i-0b5e9c3f8a1d672e0'],
  });

  const blueGreen = { application: 'basket', group: 'basket-blue-green' };
  const targets = { cluster: 'shop', service: 'basket' };
  tools.codedeploy.declare({ ...blueGreen, targets, rollsBack: true, triggerTopicArn: topicArn });
  toService('basket', connectionSource('lotus-shop/basket', 'main'), {
    deploy: codeDeployToEcs(blueGreen.application, blueGreen.group),
  });
  toService('catalogue', connectionSource('lotus-shop/catalogue', 'main'), { hasRule: true });
  toService('orders', codeCommitSource('orders', 'main'), {
    approval: manualApproval(topicArn, 'Has the migration run?', 'https://orders.dev.lotus.example/health'),
  });
  toService('search', connectionSource('lotus-shop/search', 'main'));
}

interface InstancesTarget {
  readonly application: string;
  readonly group: string;
  readonly instances: readonly string[];
  readonly rollsBack?: boolean;
  /** Whether a notification rule reports the pipeline as well. */
  readonly hasRule?: boolean;
}

interface ServiceActions {
  /** Comes before the deploy action. */
  readonly approval?: ActionDeclaration;
  /** CodePipeline updates the service itself when not given. */
  readonly deploy?: ActionDeclaration;
  /** Whether a notification rule reports the pipeline as well. */
  readonly hasRule?: boolean;
}

/**
 * Returns functions that declare a pipeline that builds and then deploys: to instances by CodeDeploy, or to a service
 * of ECS.
 */
function declarePipelines({ codepipeline, codedeploy }: DeveloperTools, topicArn: string) {
  function toInstances(pipeline: string, source: ActionDeclaration, target: InstancesTarget): void {
    const { instances, hasRule = false, ...group } = target;
    codedeploy.declare({ ...group, targets: { instances }, triggerTopicArn: topicArn });
    const stages = {
      Source: [source],
      Build: [codeBuild(`${pipeline}-build`)],
      Deploy: [codeDeploy(group.application, group.group)],
    };
    codepipeline.declare(declarePipeline(pipeline, stages), hasRule ? topicArn : undefined);
  }

  function toService(service: string, source: ActionDeclaration, actions: ServiceActions = {}): void {
    const { approval, deploy = ecs('shop', service), hasRule = false } = actions;
    const pipeline = `${service}-dev`;
    const stages = {
      Source: [source],
      Build: [codeBuild(`${pipeline}-build`)],
      ...(approval && { Approval: [approval] }),
      Deploy: [deploy],
    };
    codepipeline.declare(declarePipeline(pipeline, stages), hasRule ? topicArn : undefined);
  }

  return { toInstances, toService };
}
