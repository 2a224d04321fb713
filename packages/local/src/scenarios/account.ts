import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import {
  codeBuild,
  codeDeploy,
  codeDeployToEcs,
  connectionSource,
  declarePipeline,
  ecs,
  githubSource,
  manualApproval,
} from '../cloud/codepipeline/declare.ts';
import type { DeveloperTools } from '../cloud/developer-tools.ts';

/** The pipelines and deployment groups of the account in which all scenarios play, each with some of its own. */
export function openAccount({ codepipeline, codedeploy }: DeveloperTools, topicArn: string): void {
  const repository = 'woowacourse-teams/2024-corea';

  /** A pipeline that builds and has CodeDeploy deploy to a group. */
  const deployed = (pipeline: string, source: ActionDeclaration, group: Group) => {
    const { application, name, instances, rollsBack = false, hasRule = false } = group;
    codedeploy.declare({ application, group: name, targets: { instances }, rollsBack, triggerTopicArn: topicArn });
    const stages = {
      Source: [source],
      Build: [codeBuild(`${pipeline}-build`)],
      Deploy: [codeDeploy(application, name)],
    };
    codepipeline.declare(declarePipeline(pipeline, stages), hasRule ? topicArn : undefined);
  };

  deployed('2024-corea-backend-develop', githubSource(repository, 'develop'), {
    application: '2024-corea-backend-deploy',
    name: '2024-corea-backend-develop-group',
    instances: ['i-0b1f6c27d94e83a50'],
  });
  deployed('2024-corea-frontend-develop', connectionSource(repository, 'develop'), {
    application: '2024-corea-frontend-deploy',
    name: '2024-corea-frontend-develop-group',
    instances: ['i-0c93e7f14ab852d60', 'i-08f2c61d9b3a7e540', 'i-0d51b7e8a2c49f613', 'i-0e6a40c58f71b29d3'],
    rollsBack: true,
  });
  deployed('2024-corea-admin-develop', connectionSource(repository, 'develop'), {
    application: '2024-corea-admin-deploy',
    name: '2024-corea-admin-develop-group',
    instances: ['i-05d8e2b7c6f1493a0'],
  });
  deployed('checkout-production', connectionSource('lotus-shop/checkout', 'main'), {
    application: 'checkout',
    name: 'checkout-production',
    instances: ['i-0a7c51e93d2b46f80', 'i-0f4b82d6e15c37a90'],
  });
  deployed('mailer-production', connectionSource('lotus-shop/mailer', 'main'), {
    application: 'mailer',
    name: 'mailer-production',
    instances: ['i-09e3a6b41c7d58f20'],
    hasRule: true,
  });
  deployed('ledger-production', connectionSource('lotus-shop/ledger', 'main'), {
    application: 'ledger',
    name: 'ledger-production',
    instances: ['i-02b7d9f63e8a41c50'],
  });
  deployed('etl-workers-release', connectionSource('lotus-shop/etl-workers', 'main'), {
    application: 'etl-workers',
    name: 'etl-workers',
    instances: ['i-03c8f1a5d7e294b60', 'i-07d2b6e9a4f813c50', 'i-0b5e9c3f8a1d672e0'],
  });

  /** A pipeline that builds and deploys a service of ECS. */
  const toService = (pipeline: string, service: string, way: Way = {}) => {
    const { approval, deploy = ecs('shop', service), hasRule = false } = way;
    const stages = {
      Source: [connectionSource(`lotus-shop/${service}`, 'main')],
      Build: [codeBuild(`${pipeline}-build`)],
      ...(approval && { Approval: [approval] }),
      Deploy: [deploy],
    };
    codepipeline.declare(declarePipeline(pipeline, stages), hasRule ? topicArn : undefined);
  };
  codedeploy.declare({
    application: 'basket',
    group: 'basket-blue-green',
    targets: { cluster: 'shop', service: 'basket' },
    rollsBack: true,
    triggerTopicArn: topicArn,
  });
  const review = manualApproval(topicArn, 'Has the migration run?', 'https://orders.staging.lotus.example/health');
  toService('basket-production', 'basket', { deploy: codeDeployToEcs('basket', 'basket-blue-green') });
  toService('catalogue-production', 'catalogue', { hasRule: true });
  toService('orders-production', 'orders', { approval: review });
  toService('search-production', 'search');
}

interface Group {
  application: string;
  name: string;
  instances: readonly string[];
  rollsBack?: boolean;
  /** Whether a notification rule tells of the pipeline as well. */
  hasRule?: boolean;
}

/** How a service is deployed: by ECS itself without more ado, when nothing is given. */
interface Way {
  approval?: ActionDeclaration;
  deploy?: ActionDeclaration;
  /** Whether a notification rule tells of the pipeline as well. */
  hasRule?: boolean;
}
