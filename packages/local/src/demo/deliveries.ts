import type { DeliveredMessage } from '../slack/index.ts';
import { identityOf, type Scene } from './story.ts';

/** Whether the message is the one that the scene has to bring. */
export function tellsOf({ destination, payload }: DeliveredMessage, scene: Scene): boolean {
  return destination === scene.destination && JSON.stringify(payload).includes(identityOf(scene));
}

/** The scenes that no message tells of. */
export function missingScenes(messages: readonly DeliveredMessage[], scenes: readonly Scene[]): Scene[] {
  return scenes.filter((scene) => !messages.some((message) => tellsOf(message, scene)));
}
