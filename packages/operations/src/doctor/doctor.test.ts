import { describe, expect, it } from 'vitest';
import { runDoctor } from '../testing/set-up-doctor.ts';
import { findAccess } from './access.ts';
import { ALL_CHECKS } from './all-checks.ts';
import { parseArguments, USAGE } from './arguments.ts';
import { type Check, failed, ok, unknown } from './check.ts';
import { functions } from './checks/functions.ts';
import { send } from './checks/send.ts';

const well: Check = { name: 'a well thing', actions: [], run: async () => [ok('it is there')] };
const hidden: Check = { name: 'a hidden thing', actions: [], run: async () => [unknown('nobody says it')] };
const ill: Check = {
  name: 'an ill thing',
  actions: [],
  run: async () => [ok('one'), failed('It is off.', 'switch on')],
};

describe('doctor', () => {
  it('says where it looks and what each check found, and that nothing is wrong', async () => {
    const { isWell, screen } = await runDoctor([well, hidden], {});
    expect(screen.split('\n')).toEqual([
      '✓ credentials and region: account 123456789012 in eu-west-1, as arn:aws:sts::123456789012:assumed-role/ops/me',
      '✓ a well thing: it is there',
      '? a hidden thing: nobody says it',
      '',
      'Nothing is wrong.',
    ]);
    expect(isWell).toBe(true);
  });

  it('goes on after a failure, says what to type, and ends as not well', async () => {
    const { isWell, screen } = await runDoctor([ill, well], {});
    expect(screen).toContain('✓ an ill thing: one\n✗ an ill thing: It is off.\n    switch on\n✓ a well thing');
    expect(screen).toMatch(/\nNot well: an ill thing\.$/);
    expect(isWell).toBe(false);
  });

  it('takes what AWS denies for a failure, and names the actions that are needed', async () => {
    const { isWell, screen } = await runDoctor([functions], {});
    expect(screen).toMatch(
      /✗ functions: could not be checked \(AccessDeniedException: .*\)\. It needs lambda:GetFunctionConfiguration\. .*\n {4}aws sts get-caller-identity\n/,
    );
    expect(isWell).toBe(false);
  });

  it('makes no other check where AWS does not take the credentials', async () => {
    const { isWell, screen } = await runDoctor([well], {}, false);
    expect(screen).toBe(
      '✗ credentials and region: AWS does not take these credentials: log in as you do for Terraform ' +
        '(ExpiredToken: The security token included in the request is expired).\n    aws configure list\n' +
        '\nNot well: credentials and region.',
    );
    expect(isWell).toBe(false);
  });

  it.each([
    Object.assign(new Error('getaddrinfo ENOTFOUND sts.eu-west-9.amazonaws.com'), { code: 'ENOTFOUND' }),
    Object.assign(new Error('no answer'), { name: 'TimeoutError' }),
  ])('does not blame the credentials where AWS cannot be reached (%s)', async (error) => {
    const config = { region: async () => 'eu-west-9', credentials: async () => ({}) };
    const { finding, location } = await findAccess({ config, send: () => Promise.reject(error) } as never);
    expect(finding).toMatchObject({ kind: 'failed', what: expect.stringMatching(/^AWS does not answer: .*region/) });
    expect(location).toBeUndefined();
  });

  it('shows what AWS says as one line without secrets', async () => {
    const check: Check = {
      ...well,
      run: async () => [ok('a\u001b[31m\nhttps://hooks.slack.com/services/T012345/B012345/abcdefghijklmnopqrstuvwx')],
    };
    const { screen } = await runDoctor([check], {});
    expect(screen).toMatch(/^✓ a well thing: a \S+$/m);
    expect(screen).not.toContain('abcdefghijkl');
  });
});

describe('parseArguments', () => {
  it('takes an environment, and --send on either side of it', () => {
    expect(parseArguments(['dev'])).toEqual({ environment: 'dev', checks: ALL_CHECKS });
    expect(parseArguments(['dev', '--send'])).toEqual({ environment: 'dev', checks: [...ALL_CHECKS, send] });
    expect(parseArguments(['--send', 'dev']).checks).toContain(send);
  });

  it.each([[], ['--send'], ['Dev'], ['dev', 'prod'], ['dev', '--sned']])('shows for %j how to call it', (...args) => {
    expect(() => parseArguments(args)).toThrow(USAGE);
  });

  it('shows the permissions of every check, those of --send apart', () => {
    const [look = '', sending = ''] = USAGE.split('and for --send also');
    for (const action of ALL_CHECKS.flatMap(({ actions }) => actions)) expect(look).toContain(action.split(':')[1]);
    expect(sending).toContain('  logs:FilterLogEvents\n  sns:Publish');
    expect(look).not.toContain('sns:Publish');
  });
});
