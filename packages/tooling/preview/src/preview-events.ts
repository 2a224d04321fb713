import { jsonObject } from '@shipbell/core';
import type { AwsLocation } from '@shipbell/core/runtime';
import { InputError } from './input/input-error.ts';
import type { FunctionName, PreviewEvent } from './input/preview-event.ts';
import type { Answer, Call } from './replies/answer.ts';
import { type QueueMessage, startAwsServer } from './replies/aws-server.ts';
import { NO_SETTINGS, processEnvironment, variablesIn } from './run/function-environment.ts';
import { type LogLine, type RunningFunction, startFunction } from './run/start-function.ts';
import { type Deployed, partitionOf } from './settings/settings.ts';
import { whyNotLetIn } from './settings/why-not-let-in.ts';

/** What becomes of an event. */
export interface Previewed {
  readonly source: string;
  /** The messages that the function puts on the queue. */
  readonly messages: readonly QueueMessage[];
  /** Why the event, or a part of it, is not reported. */
  readonly ignored: readonly string[];
  /** The setting without which a deployment does not report the event; undefined where it does. */
  readonly needs: string | undefined;
  /** The calls that nobody gave a reply to. */
  readonly unanswered: readonly Call[];
  /** The warnings in the function's log. */
  readonly warnings: readonly string[];
}

export interface PreviewOptions {
  /** Returns what answers the calls that are made for an event. */
  readonly answerFor: (event: PreviewEvent) => Answer;
  /** Returns what is deployed where an event happened; undefined without settings. */
  readonly deployedFor: ((event: PreviewEvent) => Promise<Deployed>) | undefined;
  /** Whether the functions read AWS, with the shell's credentials, and not the replies. */
  readonly readsAws: boolean;
  /** The functions' clock, where it is not that of each event. */
  readonly nowMs?: number;
}

/** How long after an event its function looks at it. */
const DELIVERY_MS = 2_000;

/** Runs the functions with the events, one after another, and resolves with what becomes of each. */
export async function previewEvents(
  events: readonly PreviewEvent[],
  { answerFor, deployedFor, readsAws, nowMs }: PreviewOptions,
): Promise<readonly Previewed[]> {
  const server = await startAwsServer();
  const running = new Map<FunctionName, RunningFunction>();
  const functionOf = (name: FunctionName) => {
    const started = running.get(name) ?? startFunction(name, processEnvironment(server.url, readsAws));
    running.set(name, started);
    return started;
  };

  const invoke = async (event: PreviewEvent, location: AwsLocation, settings: Readonly<Record<string, string>>) => {
    const recorded = server.record(answerFor(event));
    const { error, log } = await functionOf(event.function).invoke({
      event: event.payload,
      environment: variablesIn(location, settings, server.url),
      functionArn: functionArn(event.function, location),
      nowMs: nowMs ?? (event.atMs === undefined ? undefined : event.atMs + DELIVERY_MS),
    });
    if (error !== undefined) throw new InputError(`${event.source}: ${error}`);
    const { messages, unanswered } = recorded;
    return { source: event.source, messages, ignored: ignoredIn(log), unanswered, warnings: warningsIn(log) };
  };

  const preview = async (event: PreviewEvent): Promise<Previewed> => {
    functionOf(event.function); // it starts while Terraform plans
    const deployed = await deployedFor?.(event);
    if (deployed === undefined)
      return previewWithoutSettings(event, (settings) => invoke(event, event.location, settings));
    // What comes by SNS passes no rule.
    const why = event.byEventBridge ? whyNotLetIn(event.payload, deployed.patterns) : undefined;
    if (why !== undefined) return notReported(event, why);
    return { ...(await invoke(event, deployed.location, deployed.environments[event.function])), needs: undefined };
  };

  try {
    const previewed: Previewed[] = [];
    for (const event of events) previewed.push(await preview(event));
    return previewed;
  } finally {
    for (const started of running.values()) started.end();
    await server.close();
  }
}

type Invoked = Omit<Previewed, 'needs'>;

/** Shows also what is reported only where somebody asks for it, and says so: who has no settings yet wants to see it. */
async function previewWithoutSettings(
  { payload }: PreviewEvent,
  invoke: (settings: Readonly<Record<string, string>>) => Promise<Invoked>,
): Promise<Previewed> {
  const invoked = await invoke(NO_SETTINGS);
  const [, asked] = /ADDITIONAL_EVENTS does not ask for (\w+)/.exec(invoked.ignored.join('\n')) ?? [];
  if (invoked.messages.length > 0 || asked === undefined) return { ...invoked, needs: forSuccesses(payload) };
  const withAsked = await invoke({ ...NO_SETTINGS, ADDITIONAL_EVENTS: JSON.stringify([asked]) });
  return { ...withAsked, needs: `additional_events = ["${asked}"]` };
}

/** Returns the setting without which no rule lets an execution's success in; undefined for any other event. */
function forSuccesses(payload: object): string | undefined {
  const { source, detail } = jsonObject(payload);
  const isSuccess = source === 'aws.states' && jsonObject(detail).status === 'SUCCEEDED';
  return isSuccess ? 'state_machines = [{ state_machine = "*" }]' : undefined;
}

function notReported({ source }: PreviewEvent, why: string): Previewed {
  return { source, messages: [], ignored: [why], needs: undefined, unanswered: [], warnings: [] };
}

const IGNORED = 'Ignored: ';

function ignoredIn(log: readonly LogLine[]): string[] {
  return log.filter(({ message }) => message.startsWith(IGNORED)).map(({ message }) => message.slice(IGNORED.length));
}

function warningsIn(log: readonly LogLine[]): string[] {
  const shown = log.filter(({ level }) => level === 'warn' || level === 'error');
  return [...new Set(shown.map(({ message, reason }) => (reason === undefined ? message : `${message}: ${reason}`)))];
}

/** Returns the ARN of a function in the location, by which it knows what is its own account. */
function functionArn(name: FunctionName, { account, region }: AwsLocation): string | undefined {
  if (account === undefined || region === undefined) return undefined;
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:function:shipbell-preview-${name}`;
}
