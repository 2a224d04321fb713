import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
const FIXTURES = { deployments: 'codepipeline-handler', executions: 'sfn-history-handler' };

const folder = mkdtempSync(join(tmpdir(), 'shipbell-preview-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns the path of a handler's fixture. */
function fixture(of: keyof typeof FIXTURES, name: string): string {
  return join(REPOSITORY, 'packages', FIXTURES[of], 'fixtures', name);
}

/** Returns the path of a file with the content. */
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const DEPLOYED = fixture('deployments', 'succeeded.event.json');
const FAILED = fixture('executions', 'lambda-failed.event.json');
const HISTORY = `GetExecutionHistory=${fixture('executions', 'lambda-failed.history.json')}`;

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return spawn(join(REPOSITORY, 'scripts/preview'), args, { env: { ...process.env, ...env } });
}

/** By which the SDK finds credentials and a region. */
const SHELL_AWS = [
  'AWS_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
];

/** Runs the command to its end. */
async function run(args: readonly string[], { input = '', env = {} } = {}) {
  const child = start(args, env);
  child.stdin.end(input);
  const [output, errors, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status, output, errors };
}

/** Resolves with what the command has printed, as soon as that holds the text. */
function printing(child: ChildProcess) {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      printed += part;
    });
  }
  return (expected: string) =>
    expect
      .poll(() => printed, { timeout: 60_000, interval: 50 })
      .toContain(expected)
      .then(() => printed);
}

describe('scripts/preview', () => {
  it('prints how it is used', async () => {
    const { status, output, errors } = await run(['--help']);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    for (const flag of ['reply', 'settings', 'execution-arn', 'deployment-id', 'json', 'png', 'watch']) {
      expect(output).toContain(`--${flag}`);
    }
  });

  it('prints the body of the queue message and nothing else on standard output', async () => {
    const { status, output, errors } = await run([FAILED, '--reply', HISTORY, '--json']);
    expect(status).toBe(0);
    expect(output).toMatch(/^\{"text":"❌ \*lambda-failed\* failed on \*dev\* at \*Charge the card\*.*\}\n$/);
    expect(errors).toContain(
      '  Denied, as nothing answers them. Save what a command prints, and add --reply Operation=FILE:\n' +
        '    ListExecutions: aws stepfunctions list-executions --region eu-west-1 --state-machine-arn',
    );
  });

  it('prints a body for each event, of either function, in their order', async () => {
    const { output } = await run([DEPLOYED, '-', '--json'], { input: readFileSync(FAILED, 'utf8') });
    const headlines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).text);
    expect(headlines).toEqual([expect.stringMatching(/^✅/), expect.stringMatching(/^❌ \*lambda-failed\*/)]);
  });

  it('says why an event is not reported, and what is reported on demand only', async () => {
    const item = JSON.parse(readFileSync(FAILED, 'utf8').replaceAll('lambda-failed', 'etl/items'));
    const events = [fixture('deployments', 'queued.event.json'), fixture('executions', 'succeeded.event.json')];
    const { status, output, errors } = await run([file('item.json', JSON.stringify(item)), ...events, '--json']);
    expect({ status, bodies: output.trimEnd().split('\n').length }).toEqual({ status: 0, bodies: 2 });
    expect(errors).toContain('item.json is not reported: it ran an item of a distributed Map');
    expect(errors).toContain('This is reported only with additional_events = ["progress"], which is not the default.');
    expect(errors).toContain('only with state_machines = [{ state_machine = "*" }], which is not the default.');
  });

  it('asks nobody but itself, whatever the shell has for AWS', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const env = {
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_SFN: url,
      HTTP_PROXY: url,
      HTTPS_PROXY: url,
      AWS_PROFILE: 'x',
    };
    const { status } = await run([FAILED, '--json'], { env });
    server.close();
    expect({ status, requests }).toEqual({ status: 0, requests: [] });
  });

  it('saves a picture', async () => {
    const png = join(folder, 'message.png');
    const { status, errors } = await run([FAILED, '--png', png]);
    expect({ status, errors }).toEqual({ status: 0, errors: expect.stringContaining(`Saved ${png}`) });
    expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
  });

  it('says what to do where the shell has no credentials or no region', async () => {
    const env = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(folder, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
      ...Object.fromEntries(SHELL_AWS.map((name) => [name, undefined])),
    };
    const arn = 'arn:aws:states:eu-west-1:123456789012:execution:etl:1';
    expect(await run(['--execution-arn', arn, '--json'], { env })).toEqual({
      status: 1,
      output: '',
      errors: expect.stringMatching(/^No AWS credentials: set AWS_PROFILE, or log in/),
    });
    const { errors } = await run(['--deployment-id', 'd-1', '--json'], { env });
    expect(errors).toMatch(/^No AWS region: set AWS_REGION \(or AWS_DEFAULT_REGION/);
  });

  it('shows the page until it is ended', async () => {
    const child = start([FAILED]);
    const printed = await printing(child)('until Ctrl-C');
    const [url = ''] = /http:\S+/.exec(printed) ?? [];
    expect(await (await fetch(url)).text()).toContain('<!doctype html>');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('draws again when the event changes, and goes on after an error in it', async () => {
    const event = join(folder, 'changing.json');
    copyFileSync(FAILED, event);
    const child = start([event, '--watch']);
    const until = printing(child);
    await until('until Ctrl-C');
    writeFileSync(event, '{');
    await until(`${event}:1:2: this is not JSON`);
    copyFileSync(fixture('executions', 'aborted.event.json'), event);
    await until('→ default: ⏹️ *aborted* was aborted');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no event', [], /^Which event\? Expected a file with one\.\nscripts\/preview --help says/],
    ['a file that is not there', ['none.json'], /^none\.json: there is no such file; expected an event\.$/m],
    [
      'an ARN of something else',
      ['--execution-arn', 'arn:aws:s3:::x'],
      /^--execution-arn arn:aws:s3:::x: expected arn:/,
    ],
    [
      'an event that its function refuses',
      [file('odd.json', '{"source":"aws.states","detail-type":"x"}')],
      /odd\.json: Not a "Step Functions Execution Status Change" event/,
    ],
    [
      'a picture where a folder is',
      [DEPLOYED, '--png', folder],
      /shipbell-preview-test-\w+: it is a folder; expected a file/,
    ],
    [
      'a picture below a file',
      [DEPLOYED, '--png', join(DEPLOYED, 'a.png')],
      /a\.png: E\w+: [\s\S]+; expected a file that can be/,
    ],
    ['settings that are not there', [DEPLOYED, '--settings', 'none.tfvars'], /none\.tfvars: there is no such file/],
  ])('ends with status 1 and says what is wrong with %s', async (_what, args, expected) => {
    const { status, output, errors } = await run(args);
    expect({ status, output }).toEqual({ status: 1, output: '' });
    expect(errors).toMatch(expected);
  });
});

describe('scripts/preview --settings', () => {
  it('uses the settings of a deployment', async () => {
    const settings =
      'environment = "stage"\ndeployments = [{ group = "*-develop-*", name = "the backend", destination = "ops" }]';
    const path = file('test.tfvars', settings);
    const { status, output, errors } = await run([DEPLOYED, '--json', '--settings', path]);
    expect({ status, errors }).toEqual({
      status: 0,
      errors: expect.stringContaining('→ ops: ✅ *the backend* is live on *stage*'),
    });
    expect(JSON.parse(output).text).toMatch(/^✅ \*the backend\* is live on \*stage\*/);
  });
});
