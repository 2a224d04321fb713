import { messageText } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import type { AdditionalEvent, DeploymentSetting } from '../config.ts';
import { actionEvent, approvalNotification, type Payload, throughTopic } from '../testing/aws-events.ts';
import { readFixture, worldOf } from '../testing/fixtures.ts';
import { setUpHandler, type World } from '../testing/set-up-handler.ts';

const world = worldOf('default');
const asked: readonly AdditionalEvent[] = ['approvals'];
const type = { owner: 'AWS', provider: 'Manual', category: 'Approval', version: '1' };

async function handle(
  event: unknown,
  {
    additionalEvents = asked,
    deployments = [],
  }: { additionalEvents?: readonly AdditionalEvent[]; deployments?: readonly DeploymentSetting[] } = {},
  seen: World = world,
) {
  const { handler, notifications, lines } = setUpHandler(seen, { additionalEvents, deployments });
  await handler(event);
  return { text: notifications[0] && messageText(notifications[0].message), lines };
}

function waiting(change: Payload = {}): Payload {
  return actionEvent('STARTED', {
    pipeline: 'web-release',
    'execution-id': '22222222-bbbb-4000-8000-000000000003',
    'action-execution-id': '22222222-0003-4000-8000-000000000003',
    stage: 'Release',
    action: 'Sign off',
    type,
    ...change,
  });
}

describe('approvalNotification', () => {
  it('reports an approval that names our topic, whichever pipeline it is in and whether or not approvals are asked for', async () => {
    const settings = { additionalEvents: [], deployments: [{ pipeline: 'another' }] };
    expect((await handle(throughTopic(approvalNotification()), settings)).text).toContain(
      '*backend* waits for approval',
    );
  });

  it('reports an approval that names our topic, though CodePipeline does not answer what the pipeline deploys to', async () => {
    const throttled = { pipelines: { backend: { state: {}, definition: { error: 'ThrottlingException' } } } };
    const settings = { additionalEvents: [], deployments: [{ group: 'another' }] };
    const { text } = await handle(throughTopic(approvalNotification()), settings, throttled);
    expect(text).toContain('*backend* waits for approval');
  });

  it('reports an action’s event only where approvals are asked for and an entry is for the pipeline', async () => {
    expect(await handle(waiting(), { additionalEvents: [] })).toMatchObject({
      text: undefined,
      lines: [{ message: 'Ignored: ADDITIONAL_EVENTS does not ask for approvals' }],
    });
    expect(await handle(waiting(), { deployments: [{ pipeline: 'another' }] })).toMatchObject({
      text: undefined,
      lines: [{ message: 'Ignored: no entry of DEPLOYMENTS is for this pipeline' }],
    });
  });

  it('says what is asked, until when, where to answer, and which commit waits, though the event says none of it', async () => {
    const { text } = await handle(waiting());
    expect(text).toContain('> Release 13aa20b?');
    expect(text).toContain('2024-11-02 13:03');
    expect(text).toContain('Show the deadline in the reader’s own zone');
  });

  it('shows a deadline after seven days where the action sets no time', async () => {
    const { definition: _definition, ...web } = world.pipelines?.['web-release'] ?? { state: {} };
    const seen = { pipelines: { 'web-release': web } };
    expect((await handle(waiting(), {}, seen)).text).toContain('2024-11-08 13:03');
  });

  it('shows what the event says where nothing may be read, and logs why', async () => {
    const { text, lines } = await handle(waiting(), {}, {});
    expect(text).toContain('*web-release* waits for approval on *dev* at *Release / Sign off*');
    expect(text).toContain('Review');
    const reasons = lines.map(({ level, fields }) => `${level}: ${fields.reason}`);
    expect(reasons).toContain('warn: the definition of pipeline web-release does not exist in this account and region');
    expect(lines.every(({ level }) => level === 'warn')).toBe(true);
  });

  it('says which permission is missing to name the commit of an approval that names our topic', async () => {
    const denied = { error: 'AccessDeniedException' };
    const seen = { pipelines: { backend: { state: denied, actions: denied } } };
    const { text } = await handle(throughTopic(approvalNotification()), {}, seen);
    expect(text).toContain(
      'Commit unknown: pipeline backend may not be read: codepipeline:GetPipelineState was denied',
    );
  });

  it('still says what is asked where only the deadline may not be read', async () => {
    const { definition: _definition, ...web } = world.pipelines?.['web-release'] ?? { state: {} };
    const seen = { pipelines: { 'web-release': { ...web, definition: { error: 'AccessDeniedException' } } } };
    const { text } = await handle(waiting(), {}, seen);
    expect(text).toContain('> Release 13aa20b?');
    expect(text).not.toContain('until');
  });

  it('shows that more is asked than there is room for', async () => {
    const pairs = Array.from({ length: 12 }, (_, index) => [`Check ${index + 1}`, 'done?']);
    const customData = JSON.stringify(Object.fromEntries(pairs));
    const { text } = await handle(throughTopic(approvalNotification({ customData })));
    expect(text).toContain('> Check 10: done?\n> …');
  });

  it('shows no link to the review where the event has no token', async () => {
    const { text } = await handle(waiting({ 'action-execution-id': undefined }));
    expect(text?.split('\n')).not.toContain('Review');
  });

  const answered = (state: string, summary: string) =>
    waiting({ state, 'execution-result': { 'external-execution-summary': summary } });
  /** Returns a world whose history says who answered: the event has the words alone. */
  const byMinji = (): World => {
    const pipelines = readFixture('default.pipelines.json');
    for (const action of pipelines['web-release'].actions) {
      if (action.actionExecutionId === '22222222-0003-4000-8000-000000000003') {
        action.updatedBy = 'arn:aws:sts::843255971531:assumed-role/Release/minji';
      }
    }
    return { ...world, pipelines };
  };

  it.each([
    ['SUCCEEDED', 'Approved by arn:aws:iam::843255971531:user/ada', 'Approved by ada'],
    ['SUCCEEDED', 'go', 'Approved by minji: go'],
    ['FAILED', 'not on a Friday', 'Rejected by minji: not on a Friday'],
    ['FAILED', 'Rejected by arn:aws:sts::843255971531:assumed-role/Release/ada', 'Rejected by ada'],
    ['ABANDONED', 'stopped', 'stopped'],
  ])('shows an approval that is %s with the summary “%s” as the line “%s”', async (state, summary, line) => {
    const { text = '' } = await handle(answered(state, summary), {}, byMinji());
    expect(text.split('\n')).toContain(line);
    expect(text).not.toContain('arn:');
  });
});
