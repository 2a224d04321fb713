import type { DeliveredMessage } from '../slack/index.ts';
import { identityOf, type Scene } from './story.ts';

/** Whether the message is the one that the scene has to bring: of this very thing, and that it came out as it did. */
export function tellsOf({ destination, payload }: DeliveredMessage, scene: Scene): boolean {
  const isOfScene = JSON.stringify(payload).includes(identityOf(scene));
  return isOfScene && destination === scene.destination && (payload.text ?? '').startsWith(scene.mark);
}

/** The scenes that no message tells of. */
export function missingScenes(messages: readonly DeliveredMessage[], scenes: readonly Scene[]): Scene[] {
  return scenes.filter((scene) => !messages.some((message) => tellsOf(message, scene)));
}
