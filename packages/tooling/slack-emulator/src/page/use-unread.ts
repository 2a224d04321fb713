import { useEffect, useRef, useSyncExternalStore } from 'react';
import { iconUrl } from '../bell.ts';
import type { ShownMessage } from '../protocol.ts';

/**
 * Returns how many messages are unread in each channel that has some: those that arrived since the channel was last seen,
 * in a window that was not hidden.
 */
export function useUnread(messages: readonly ShownMessage[], selected: string): ReadonlyMap<string, number> {
  const isVisible = useSyncExternalStore(subscribe, () => document.visibilityState === 'visible');
  const lastRead = useRef(new Map<string, number>());
  if (isVisible) lastRead.current.set(selected, messages.at(-1)?.id ?? 0);
  const unread = new Map<string, number>();
  for (const { id, destination } of messages)
    if (id > (lastRead.current.get(destination) ?? 0)) unread.set(destination, (unread.get(destination) ?? 0) + 1);
  return unread;
}

function subscribe(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

/** Shows the count of unread messages in the window's title, and a dot on its icon. */
export function useTitle(name: string, unread: ReadonlyMap<string, number>): void {
  const count = [...unread.values()].reduce((sum, one) => sum + one, 0);
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}${name} – Slack emulator`;
    document.querySelector('link[rel=icon]')?.setAttribute('href', iconUrl(count > 0));
  }, [name, count]);
}
