import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { SlackPayload } from '@shipbell/slack-emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONFIDENTIAL, executionsOn, night, startExecution } from '../demo/executions.ts';
import { scenesOn } from '../demo/scenes.ts';
import { isExpected } from '../scenarios/expected-message.ts';
import type { Stage } from '../stage.ts';
import { DATE, type Probe, SOON } from './probe.ts';

/** Tests the messages about executions of state machines. */
export function describeExecutions(stage: () => Stage, probe: () => Probe): void {
  describe('the Step Functions handler', () => {
    const executions = executionsOn(DATE);
    const NIGHTLY = `:execution:nightly-etl:nightly-${DATE}`;
    const BILLING = `:execution:billing-report:billing-${DATE}`;
    const REINDEX = ':execution:nightly-reindex:reindex-2024-11-01';
    const DOCUMENTS = 350;

    beforeAll(async () => {
      const { cloud } = stage();
      const { slow, failed } = executions;
      const orders = Math.ceil(1.5 * (await longestSeconds(stage(), 'nightly-etl'))) + 5;
      await startExecution(cloud, { ...slow, input: { ...slow.input, wait: { orders } } });
      await startExecution(cloud, failed);
      const input = { requested_by: CONFIDENTIAL, documents: DOCUMENTS };
      await startExecution(cloud, { stateMachine: 'nightly-reindex', name: 'reindex-2024-11-01', input });
    });

    /** Resolves with the one message about an execution, once it has arrived. */
    const messageAbout = async (about: string): Promise<SlackPayload> => {
      await expect.poll(() => probe().delivered(about), SOON).toHaveLength(1);
      return probe().delivered(about)[0]?.payload ?? {};
    };

    it.each(
      scenesOn(DATE)
        .flatMap(({ messages }) => messages)
        .filter(({ about }) => [NIGHTLY, BILLING].includes(about)),
    )('sends one message to its channel about $about', async (expected) => {
      await messageAbout(expected.about);
      expect(
        probe()
          .delivered(expected.about)
          .filter((message) => isExpected(message, expected)),
      ).toHaveLength(1);
    });

    it('names the failed state, its error and its cause', async () => {
      const message = await messageAbout(BILLING);
      expect(message.text).toMatch(
        /^❌ \*billing report\* failed on \*dev\* at \*Send report\* after .+: ses\.MessageRejectedException$/,
      );
      expect(JSON.stringify(message)).toContain('Email address not verified billing@lotus.example');
    });

    it('draws branches, iterations, retries, caught errors and failures', async () => {
      const lines = timelineOf(await messageAbout(BILLING));
      // The branches begin at the same moment, and the emulator enters them in either order.
      const sorted = [...lines.slice(0, 2), ...lines.slice(2, 6).toSorted(), ...lines.slice(6)];
      expect(sorted).toEqual([
        expect.stringMatching(/^Await ledger +✓ .*░/),
        expect.stringMatching(/^Prepare +✓ .*█.* 2 branches$/),
        expect.stringMatching(/^ Close month +✓ .*░/),
        expect.stringMatching(/^ Fetch rates +↷ .*X.* caught ssm\.\S+ +2 retries$/),
        expect.stringMatching(/^ Store balance +✓ .*█/),
        expect.stringMatching(/^ Use old rates +✓ .*█/),
        expect.stringMatching(/^Invoices ×4 +✓ .*█.* slowest #\d \S+ s$/),
        expect.stringMatching(/^ Draw up ×4 +✓ .*░/),
        expect.stringMatching(/^ Store ×4 +✓ .*█/),
        expect.stringMatching(/^Send report +✗ .*▒.*X.* ses\.MessageRejectedException +1 retry$/),
        expect.stringMatching(/░ waiting +▒ retried +X failed$/),
      ]);
    });

    it('counts the items of a distributed map', async () => {
      expect(timelineOf(await messageAbout(NIGHTLY))).toContainEqual(expect.stringMatching(/^Load ×6 +✓ .* 1 failed$/));
    });

    it('says that an execution took longer than it typically does, and shows the input that the setting names', async () => {
      const message = await messageAbout(NIGHTLY);
      expect(message.text).toMatch(
        /^⚠️ \*nightly-etl\* succeeded on \*dev\* in .+ \(usually .+\), 1 of 6 items failed$/,
      );
      expect(JSON.stringify(message)).toContain('$.date `2024-11-01`');
    });

    it('asks for an input that is too long for the event, and shows what the setting names of it', async () => {
      const input = { date: '2024-11-03', requested_by: CONFIDENTIAL.repeat(14_300), documents: 1 };
      await startExecution(stage().cloud, { stateMachine: 'nightly-reindex', name: 'reindex-2024-11-03', input });
      const message = JSON.stringify(await messageAbout(':execution:nightly-reindex:reindex-2024-11-03'));
      expect(message).toContain('$.date `2024-11-03`');
      expect(message).not.toContain(CONFIDENTIAL);
    });

    it('sends no message about what ran before Shipbell came', async () => {
      await messageAbout(NIGHTLY);
      expect(probe().delivered(':execution:nightly-etl:nightly-2024-10-')).toHaveLength(0);
    });

    it('reads a history of more than a thousand events from both ends', async () => {
      const message = await messageAbout(REINDEX);
      expect(message.text).toMatch(/^❌ \*nightly-reindex\* failed on \*dev\* at \*Swap index\* after /);
      expect(timelineOf(message)).toEqual([
        expect.stringMatching(/^List +✓ /),
        expect.stringMatching(new RegExp(`^Documents ×${DOCUMENTS} +✓ `)),
        expect.stringMatching(new RegExp(`^ Changed\\? ×${DOCUMENTS} +✓ `)),
        expect.stringMatching(new RegExp(`^ Index ×${DOCUMENTS} +✓ `)),
        expect.stringMatching(/^Swap index +✗ .*ResourceNotFoundException$/),
        expect.stringMatching(/X failed$/),
      ]);
      // On a busy machine the SDK may ask for the same page again.
      const asked = stage()
        .cloud.calls.filter(({ action, input }) => action === 'states:GetExecutionHistory' && input.includes(REINDEX))
        .map(({ input }) => input);
      const pages = [...new Set(asked)].map((input) => JSON.parse(input));
      expect(pages.filter(({ includeExecutionData }) => includeExecutionData === false)).toHaveLength(3);
      expect(pages.filter(({ reverseOrder }) => reverseOrder)).not.toHaveLength(0);
    });

    it('shows no input and output but what a setting names', async () => {
      for (const about of [NIGHTLY, BILLING, REINDEX]) {
        expect(JSON.stringify(await messageAbout(about))).not.toContain(CONFIDENTIAL);
      }
    });

    it('says what is not known where it may read nothing', async () => {
      const { cloud, lambda } = stage();
      const reads = ['states:GetExecutionHistory', 'states:ListExecutions'];
      for (const action of reads) cloud.denied.add(action);
      // What the function remembers from before would hide that it may not read.
      lambda.coolDown();
      const input = { invoices: [] };
      await startExecution(cloud, { ...executions.failed, name: 'without-reads', input });
      const message = await messageAbout('without-reads').finally(() => cloud.denied.clear());
      expect(message.text).toMatch(/^❌ \*billing report\* failed on \*dev\* after .*: ses\.MessageRejectedException$/);
      const text = JSON.stringify(message);
      expect(text).toContain('Email address not verified');
      expect(text).toMatch(/the history may not be read: states:GetExecutionHistory was denied/);
      expect(text).toMatch(/How long it usually takes is unknown: .*: states:ListExecutions was denied/);
    });

    it('says that the iterations are unknown where it may not count the items of a distributed map', async () => {
      const { cloud } = stage();
      cloud.denied.add('states:DescribeMapRun');
      await startExecution(cloud, { ...executions.slow, name: 'without-counts', input: night('2024-11-02', 0) });
      const message = await messageAbout('without-counts').finally(() => cloud.denied.clear());
      expect(timelineOf(message)).toContainEqual(expect.stringMatching(/^Load +✓ .* iterations unknown$/));
      expect(JSON.stringify(message)).toMatch(/items of \*Load\* is unknown: .*: states:DescribeMapRun was denied/);
    });
  });
}

/** Returns the lines of the timeline in a message, with plain spaces for those that keep a note together. */
function timelineOf({ attachments = [] }: SlackPayload): string[] {
  const blocks = attachments.flatMap(({ blocks = [] }) => blocks);
  const texts = blocks.map((block) => (block.type === 'section' && 'text' in block && block.text?.text) || '');
  const timeline = texts.find((text) => text.startsWith('```')) ?? '';
  return timeline.replaceAll('\u00a0', ' ').split('\n').slice(1, -1);
}

/** Returns how long the longest of the successful executions took. */
async function longestSeconds({ cloud }: Stage, stateMachine: string): Promise<number> {
  const stateMachineArn = `arn:aws:states:${cloud.region}:${cloud.account}:stateMachine:${stateMachine}`;
  const list = new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' });
  const { executions = [] } = await cloud.clients.sfn.send(list);
  return Math.max(...executions.map(({ startDate, stopDate }) => (Number(stopDate) - Number(startDate)) / 1_000));
}
