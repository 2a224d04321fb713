import { describe, expect, it } from 'vitest';
import { missingScenes } from './deliveries.ts';
import { identityOf, type Scene, STORY } from './story.ts';

const message = (destination: string, text: string) => ({
  id: 1,
  destination,
  channel: destination,
  arrivedAt: '2024-11-01T06:15:14.123Z',
  payload: { text },
});

/** A headline as the scene wants it. */
const headline = (scene: Scene) => `${scene.mark} about ${identityOf(scene)}`;

describe('missingScenes', () => {
  it('misses nothing when a message tells of every scene in its channel', () => {
    const messages = STORY.map((scene) => message(scene.destination, headline(scene)));
    expect(missingScenes(messages, STORY)).toEqual([]);
  });

  it('misses a scene that was told in another channel, however many messages there are', () => {
    const messages = STORY.map((scene) => message('elsewhere', headline(scene)));
    expect(missingScenes(messages, STORY)).toEqual(STORY);
  });

  it('misses a scene that came out otherwise than it did', () => {
    const messages = STORY.map((scene) => message(scene.destination, `ℹ️ ${headline(scene)}`));
    expect(missingScenes(messages, STORY)).toEqual(STORY);
  });

  it('misses a scene whose message is replaced by a second one of another', () => {
    const [first, ...others] = STORY;
    const messages = others.map((scene) => message(scene.destination, headline(scene)));
    expect(missingScenes([...messages, ...messages], STORY)).toEqual([first]);
  });
});

it('gives every scene an identity that is part of no other', () => {
  for (const scene of STORY) {
    expect(STORY.filter((other) => identityOf(other).includes(identityOf(scene)))).toEqual([scene]);
  }
});
