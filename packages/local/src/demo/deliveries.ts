import type { DeliveredMessage } from '../slack/index.ts';
import type { Scene } from './story.ts';

/** Whether the message is the one that the scene has to bring. */
export function tellsOf(message: DeliveredMessage, { identity, destination }: Scene): boolean {
  return message.destination === destination && JSON.stringify(message.payload).includes(identity);
}

/** The scenes that no message tells of. */
export function missingScenes(messages: readonly DeliveredMessage[], scenes: readonly Scene[]): Scene[] {
  return scenes.filter((scene) => !messages.some((message) => tellsOf(message, scene)));
}
