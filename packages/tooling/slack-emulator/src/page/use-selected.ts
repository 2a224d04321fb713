import { useSyncExternalStore } from 'react';

/** Returns the destination in the address's fragment, or the first destination. */
export function useSelected(first: string): string {
  return useSyncExternalStore(subscribe, fragment) || first;
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

function fragment(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}
