import type { ApprovalEvent } from './approval/event.ts';
import { parseApprovalNotification } from './approval/parse-notification.ts';
import { parseApprovalStateChange } from './approval/parse-state-change.ts';
import type { DeploymentEvent } from './deployment/event.ts';
import { parseDeploymentStateChange } from './deployment/parse-state-change.ts';
import { parseDeploymentTrigger } from './deployment/parse-trigger.ts';
import { type EventEnvelope, unwrap } from './envelope/unwrap.ts';
import type { ExecutionEvent } from './execution/event.ts';
import { parseExecutionStateChange } from './execution/parse-state-change.ts';
import type { InstanceEvent } from './instance/event.ts';
import { parseInstanceStateChange } from './instance/parse-state-change.ts';
import { parseInstanceTrigger } from './instance/parse-trigger.ts';
import { type OtherEvent, parseOtherEvent } from './other/event.ts';
import type { StageOrActionEvent } from './stage-and-action/event.ts';
import { parseActionStateChange, parseStageStateChange } from './stage-and-action/parse-state-change.ts';

/** An event of any kind, free of its envelope and its form. */
export type DomainEvent =
  | DeploymentEvent
  | InstanceEvent
  | ExecutionEvent
  | StageOrActionEvent
  | ApprovalEvent
  | OtherEvent;

/**
 * The parsers of all forms that have one, in the order in which they are tried: the first that takes a payload decides
 * what it is. An instance's payload may hold all that makes a deployment's, and an approval's event is an action's.
 */
const parsers: readonly ((envelope: EventEnvelope) => DomainEvent | undefined)[] = [
  parseInstanceTrigger,
  parseInstanceStateChange,
  parseDeploymentTrigger,
  parseDeploymentStateChange,
  parseExecutionStateChange,
  parseStageStateChange,
  parseApprovalStateChange,
  parseActionStateChange,
  parseApprovalNotification,
];

/**
 * Returns the event that a record reports. Throws `InvalidEventError` for a record that is neither SNS's nor
 * EventBridge's.
 */
export function parseRecord(record: unknown): DomainEvent {
  const envelope = unwrap(record);
  for (const parse of parsers) {
    const event = parse(envelope);
    if (event) return event;
  }
  return parseOtherEvent(envelope);
}
