import { describe, expect, it } from 'vitest';
import {
  deadLettered,
  MESSAGES,
  QUEUE,
  setUpRedrive,
  slackAttributes,
  slackMessage,
} from '../testing/set-up-redrive.ts';

describe('redrive, asking what to redrive,', () => {
  it('changes nothing unless the choice is confirmed with "yes"', async () => {
    for (const answer of ['', 'no', 'y', 'Yes!', 'all']) {
      const { put, bodies, calls, inFlight, run } = setUpRedrive();
      put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused'));
      const { screen } = await run('all', answer);
      expect(screen).toContain('Nothing was changed.');
      expect(bodies(MESSAGES)).toHaveLength(1);
      expect(inFlight(MESSAGES)).toEqual([]);
      expect(calls.map(({ name }) => name)).not.toContain('SendMessageCommand');
    }
  });

  it('redrives nothing at the end of the input', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused'));
    await run();
    await run('1');
    expect(bodies(MESSAGES)).toHaveLength(1);
  });

  it('asks again where the answer is none of the numbers', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused'));
    const { screen } = await run('1 7', '1', 'yes');
    expect(screen).toContain('"7" is none of the numbers above');
    expect(bodies(QUEUE)).toEqual([slackMessage('one')]);
  });

  it('takes "all" for everything but what was delivered as plain text already', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLettered(slackMessage('rich'), 'payload_refused'));
    put(MESSAGES, deadLettered(slackMessage('archived'), 'destination_refused'));
    const { screen } = await run('all', 'yes');
    expect(screen).toContain('payload_refused to default: 1, ');
    expect(screen).toContain('not part of "all"');
    expect(bodies(QUEUE)).toEqual([slackMessage('archived')]);
    expect(bodies(MESSAGES)).toEqual([slackMessage('rich')]);
    await run('1', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('archived'), slackMessage('rich')]);
  });

  it('asks for a number where "all" means nothing', async () => {
    const { put, run } = setUpRedrive();
    put(MESSAGES, deadLettered(slackMessage('rich'), 'payload_refused'));
    expect((await run('all', '')).screen).toContain('What is there has to be named by its number: 1.');
  });

  it('redrives one channel’s messages, while another channel’s stay', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLettered(slackMessage('one'), 'destination_refused', slackAttributes('ops')));
    put(MESSAGES, deadLettered(slackMessage('two'), 'destination_refused', slackAttributes('data')));
    await run('2', 'yes');
    expect(bodies(QUEUE)).toEqual([slackMessage('two')]);
  });

  it('leaves out a message that came to the queue after the listing was shown', async () => {
    const { put, bodies, run } = setUpRedrive();
    put(MESSAGES, deadLettered(slackMessage('shown'), 'destination_refused'));
    const whileAsked = () => {
      put(MESSAGES, deadLettered(slackMessage('later'), 'destination_refused'));
      return 'yes';
    };
    await run('all', whileAsked);
    expect(bodies(QUEUE)).toEqual([slackMessage('shown')]);
    expect(bodies(MESSAGES)).toEqual([slackMessage('later')]);
  });
});
