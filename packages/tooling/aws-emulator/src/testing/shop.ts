import { onTestFinished } from 'vitest';
import { awsClients } from '../clients.ts';
import { codeBuild, codeDeploy, connectionSource, declarePipeline } from '../developer-tools/codepipeline/declare.ts';
import type { Commit } from '../developer-tools/codepipeline/model.ts';
import { createDeveloperTools } from '../developer-tools/developer-tools.ts';
import type { Signal } from '../developer-tools/signals.ts';
import { startGateway } from '../gateway/gateway.ts';
import { type Operation, operationService } from '../gateway/operations.ts';
import { stubService } from './stub-service.ts';

export const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:deployments';
export const PIPELINE = 'shop-production';
export const GROUP = { application: 'shop', group: 'shop-production' };

/** Returns the commit with this number. */
export function commit(number: number): Commit {
  const id = `${number}`.padStart(40, '0');
  return { id, message: `Change ${number}`, author: { name: 'Mina Seo', email: 'mina@lotus.example' } };
}

/** Returns Developer Tools with one pipeline and its deployment group of two instances, which rolls back. */
export function shop() {
  const tools = createDeveloperTools({ account: '123456789012', region: 'ap-northeast-2' });
  tools.codedeploy.declare({
    ...GROUP,
    targets: { instances: ['i-1', 'i-2'] },
    triggerTopicArn: TOPIC,
    rollsBack: true,
  });
  const stages = {
    Source: [connectionSource('lotus-shop/shop', 'main')],
    Build: [codeBuild('shop-build')],
    Deploy: [codeDeploy(GROUP.application, GROUP.group)],
  };
  const pipeline = tools.codepipeline.declare(declarePipeline(PIPELINE, stages), TOPIC);
  return { tools, pipeline };
}

/** Returns the SDK's clients for these Developer Tools, until the test has finished. */
export async function clientsOf({ codepipeline, codedeploy }: ReturnType<typeof shop>['tools']) {
  const moto = stubService();
  const services = {
    codepipeline: operationService(codepipeline.operations, moto.service),
    codedeploy: operationService(codedeploy.operations, moto.service),
  };
  const gateway = await startGateway((request) => services[request.service as keyof typeof services](request));
  onTestFinished(gateway.close);
  return awsClients(gateway.url, 'ap-northeast-2');
}

/** Returns the events among the signals, each as `<level> <name> <state>`: `Stage Build STARTED`. */
export function events(signals: readonly Signal[]): string[] {
  return signals.flatMap((signal) => {
    if (signal.kind !== 'event') return [];
    const detail = signal.detail as Record<string, string>;
    const what = detail.action ?? detail.stage ?? detail.pipeline ?? detail.instanceId ?? detail.deploymentId;
    return `${signal.detailType.split(' ')[1]} ${what} ${detail.state}`;
  });
}

interface Tool {
  readonly operations: Readonly<Record<string, Operation>>;
}

/** Returns the answer of CodePipeline or CodeDeploy to a request, without HTTP. */
export function ask<Output>({ operations }: Tool, operation: string, input: object): Output {
  return operations[operation]?.(input) as Output;
}

/** Returns all items of a list, from all of its pages. */
export function listAll<Item>(tool: Tool, operation: string, input: object): Item[] {
  const items: Item[] = [];
  let nextToken: string | undefined;
  do {
    const { nextToken: next, ...page } = ask<{ nextToken?: string }>(tool, operation, { ...input, nextToken });
    items.push(...(Object.values(page).flat() as Item[]));
    nextToken = next;
  } while (nextToken !== undefined);
  return items;
}
