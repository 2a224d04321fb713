import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import {
  codeBuild,
  codeDeploy,
  connectionSource,
  type DeveloperTools,
  declarePipeline,
  ecs,
} from '@shipbell/aws-emulator';

interface Group {
  readonly application: string;
  readonly group: string;
  readonly instances: readonly string[];
  readonly rollsBack?: boolean;
  /** Whether a notification rule tells of the pipeline as well. */
  readonly hasRule?: boolean;
}

/** Declares pipelines that build and have CodeDeploy deploy to instances. */
export function instancesOf({ codepipeline, codedeploy }: DeveloperTools, topicArn: string) {
  return (pipeline: string, source: ActionDeclaration, { instances, hasRule = false, ...group }: Group): void => {
    codedeploy.declare({ ...group, targets: { instances }, triggerTopicArn: topicArn });
    const stages = {
      Source: [source],
      Build: [codeBuild(`${pipeline}-build`)],
      Deploy: [codeDeploy(group.application, group.group)],
    };
    codepipeline.declare(declarePipeline(pipeline, stages), hasRule ? topicArn : undefined);
  };
}

interface Way {
  /** Before it is deployed. */
  readonly approval?: ActionDeclaration;
  /** CodePipeline updates the service itself when not given. */
  readonly deploy?: ActionDeclaration;
  /** Whether a notification rule tells of the pipeline as well. */
  readonly hasRule?: boolean;
}

/** Declares pipelines that build and deploy a service of ECS. */
export function serviceOf({ codepipeline }: DeveloperTools, topicArn: string) {
  return (service: string, { approval, deploy = ecs('shop', service), hasRule = false }: Way = {}): void => {
    const pipeline = `${service}-production`;
    const stages = {
      Source: [connectionSource(`lotus-shop/${service}`, 'main')],
      Build: [codeBuild(`${pipeline}-build`)],
      ...(approval && { Approval: [approval] }),
      Deploy: [deploy],
    };
    codepipeline.declare(declarePipeline(pipeline, stages), hasRule ? topicArn : undefined);
  };
}
