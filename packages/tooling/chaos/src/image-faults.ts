import type { Fault } from '@shipbell/slack-emulator';
import type { ImageFault } from './fault-kinds.ts';
import type { Poison } from './notification.ts';

/** An image that Slack cannot fetch, and how it answers a message that has it. */
interface ImageAnswer {
  readonly answer: ImageFault;
  readonly fault: Fault;
}

const ANSWERS: Partial<Record<Poison, ImageAnswer>> = {
  refused_image: { answer: 'image_refused', fault: { status: 400, body: 'invalid_attachments' } },
  unanswered_image: { answer: 'image_unanswered', fault: { status: 500, body: '' } },
};

const HOST = 'https://images.example/';

/** Returns the address of an image that Slack cannot fetch, which says how Slack answers. */
export function imageUrl(poison: Poison, id: string): string {
  return `${HOST}${poison}/${id}.png`;
}

/** Returns Slack's answer to a post that has such an image; undefined where it has none. */
export function imageAnswer(body: string): ImageAnswer | undefined {
  const start = body.indexOf(HOST);
  if (start < 0) return undefined;
  const [poison] = body.slice(start + HOST.length).split('/', 1);
  return ANSWERS[poison as Poison];
}
