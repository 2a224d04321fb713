import * as v from 'valibot';
import { DEPLOYMENT_PLACEHOLDERS, isLinkAddress, STATE_MACHINE_PLACEHOLDERS } from './placeholders.ts';

/** The statuses by which `deployments` choose what is reported and whom it mentions. */
export const DEPLOYMENT_STATUSES = [
  'succeeded',
  'failed',
  'stopped',
  'rolled_back',
  'ready',
  'waiting',
  'started',
  'superseded',
  'recovered',
] as const;

/** The statuses by which `state_machines` do. */
export const STATE_MACHINE_STATUSES = ['succeeded', 'failed', 'timed_out', 'aborted', 'recovered'] as const;

export type DeploymentSettingStatus = (typeof DEPLOYMENT_STATUSES)[number];
export type StateMachineSettingStatus = (typeof STATE_MACHINE_STATUSES)[number];

/** The parts of a message that a team may hide. */
export const PARTS = ['commit_body', 'changes', 'log', 'timeline', 'facts', 'links'] as const;
export type Part = (typeof PARTS)[number];

const userId = v.pipe(v.string(), v.regex(/^[UW][A-Z0-9]{2,20}$/, 'the id of a Slack user, such as U012ABC'));

const mention = v.pipe(
  v.string(),
  v.regex(
    /^(?:[UWS][A-Z0-9]{2,20}|here|channel|author)$/,
    'the id of a Slack user (U012ABC) or user group (S045DEF), here, channel or author',
  ),
);

const label = v.pipe(
  v.string(),
  v.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u, 'a text on one line'),
  v.check((text) => text.trim() !== '', 'a text that is not empty'),
  // Terraform counts characters as readers do.
  v.check((text) => [...new Intl.Segmenter().segment(text)].length <= 40, 'no more than 40 characters'),
);

/** Returns the members of a setting that a team gives to its messages, for one kind of setting. */
function teamSettings<const Status extends string>(statuses: readonly Status[], placeholders: readonly string[]) {
  const status = v.picklist(statuses, `one of ${statuses.join(', ')}`);
  const mentioned = Object.fromEntries(
    statuses.map((status) => [status, v.optional(v.array(mention, 'a list of mentions'))]),
  ) as Record<Status, v.OptionalSchema<v.ArraySchema<typeof mention, string>, undefined>>;
  const url = v.pipe(
    v.string(),
    v.check(
      (text) => isLinkAddress(text, placeholders),
      `an https address whose placeholders, if any, come after the host and are of ${placeholders.join(', ')}`,
    ),
  );
  return {
    /** What is reported; everything where it is missing. */
    statuses: v.optional(v.array(status, 'a list of statuses')),
    /** How many times the typical duration a success must take to be reported, whatever `statuses` says. */
    slowerThanTypical: v.optional(
      v.pipe(
        v.number('a number'),
        v.check((factor) => factor > 1 && factor <= 100, 'a number above 1, at most 100'),
      ),
    ),
    /** Whom a message mentions, by its status. */
    mentions: v.optional(v.strictObject(mentioned, 'an object of lists by status')),
    /** The Slack users by the e-mail address or name of a commit's author, for the mention `author`. */
    people: v.optional(v.record(v.string(), userId, 'an object of Slack users by author')),
    links: v.optional(
      v.pipe(
        v.array(v.strictObject({ label, url }, 'an object with a label and a url'), 'a list of links'),
        v.check((links) => links.length <= 5, 'no more than 5 links'),
      ),
    ),
    /** The parts that a message goes without. */
    hide: v.optional(v.array(v.picklist(PARTS, `one of ${PARTS.join(', ')}`), 'a list of parts')),
  };
}

/** The members that an entry of `DEPLOYMENTS` has beside its own, and all that `DEPLOYMENT_DEFAULTS` may hold. */
export const deploymentTeamSettings = /* @__PURE__ */ teamSettings(DEPLOYMENT_STATUSES, DEPLOYMENT_PLACEHOLDERS);

/** The members that an entry of `STATE_MACHINES` has beside its own, and all that `STATE_MACHINE_DEFAULTS` may hold. */
export const stateMachineTeamSettings = /* @__PURE__ */ teamSettings(
  STATE_MACHINE_STATUSES,
  STATE_MACHINE_PLACEHOLDERS,
);

export type DeploymentTeamSettings = v.InferOutput<v.StrictObjectSchema<typeof deploymentTeamSettings, undefined>>;
export type StateMachineTeamSettings = v.InferOutput<v.StrictObjectSchema<typeof stateMachineTeamSettings, undefined>>;

/** What a team has set for its messages; a setting that is missing is off. */
export type TeamSettings = DeploymentTeamSettings | StateMachineTeamSettings;
