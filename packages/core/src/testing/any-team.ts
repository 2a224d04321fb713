import fc from 'fast-check';
import { DEPLOYMENT_PLACEHOLDERS } from '../settings/placeholders.ts';
import { type TeamFacts, type TeamMessageSettings, teamOf } from '../settings/team-message.ts';
import { type DeploymentTeamSettings, PARTS } from '../settings/team-settings.ts';
import { maybe } from './any-source.ts';

/** Ids as Slack makes them, and some that are as short or as long as they may be. */
const anyUser = fc.oneof(fc.constantFrom('U012ABC', 'U012ABC', 'WZZ9'), fc.stringMatching(/^[UW][A-Z0-9]{2,20}$/));
const anyMention = fc.oneof(
  anyUser,
  fc.stringMatching(/^S[A-Z0-9]{2,20}$/),
  fc.constantFrom('here', 'channel', 'author'),
);

/** A label of one line: one as a message has it, one that Slack's markup could be made of, a long one. */
const anyLabel = fc.oneof(
  fc.constantFrom('Runbook', 'Commit', 'Deployment', 'Pipeline', '<!channel>', '<@U012ABC>', 'a|b>c', '&'.repeat(40)),
  fc.constantFrom(`e${'\u0301'.repeat(300)}`, '👩‍👩‍👧‍👦'.repeat(40), '\ud800', '\u2066x'),
  fc.stringMatching(/^[^\p{C}\p{Z}]{1,40}$/u),
);

const anyTemplatePart = fc.oneof(
  fc.constantFrom(...DEPLOYMENT_PLACEHOLDERS).map((name) => `{${name}}`),
  fc.constantFrom('/', '?q=', '&', '#', '..', '.', '%2e', '@', ':443', '|', '<!here>', 'x'.repeat(400)),
);
const anyAddress = fc
  .tuple(
    fc.constantFrom('https://wiki.example/', 'https://wiki.example:8443?', 'https://wiki.example#'),
    fc.array(anyTemplatePart, { maxLength: 6 }),
  )
  .map(([start, parts]) => start + parts.join(''));

/** Settings that a function takes, with which a message of the status `failed` mentions somebody. */
export const anySettings: fc.Arbitrary<DeploymentTeamSettings> = fc.record({
  mentions: fc.record({ failed: fc.array(anyMention, { maxLength: 30 }) }),
  people: fc.dictionary(fc.constantFrom('minji@example.com', 'Minji Kim', 'constructor'), anyUser),
  links: fc.array(fc.record({ label: anyLabel, url: anyAddress }), { maxLength: 5 }),
  hide: fc.subarray([...PARTS]),
});

const anyValue = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('..', 'feature/a b', '"\'`', 'a|b>c', '@example.org', '//example.org', '\ud800', '', 'x'.repeat(400)),
);

/** What a message may be about. */
export const anyFacts: fc.Arbitrary<TeamFacts> = fc.record({
  author: maybe(
    fc.record({
      name: maybe(fc.constantFrom('Minji Kim', 'constructor', '__proto__', '<!here>')),
      email: maybe(fc.constantFrom('Minji@Example.com', '<@U666>')),
    }),
  ),
  values: fc.record(Object.fromEntries(DEPLOYMENT_PLACEHOLDERS.map((name) => [name, maybe(anyValue)]))),
});

/** What any settings ask of a message. */
export const anyTeam: fc.Arbitrary<TeamMessageSettings> = fc
  .tuple(anySettings, anyFacts)
  .map(([settings, facts]) => teamOf(settings, ['failed'], facts));
