import { useEffect, useReducer, useSyncExternalStore } from 'react';
import type { DeliveredMessage, Workspace } from '../protocol.ts';

export interface SlackState {
  readonly workspace: Workspace;
  readonly messages: readonly DeliveredMessage[];
}

type Event = { readonly workspace: Workspace } | { readonly message: DeliveredMessage };

/** Returns the workspace and its messages, which `/events` keeps up to date. */
export function useSlack(): SlackState {
  const [state, dispatch] = useReducer(reduce, { workspace: { name: '', channels: [] }, messages: [] });
  useEffect(() => {
    const events = new EventSource('/events');
    events.addEventListener('workspace', ({ data }) => dispatch({ workspace: JSON.parse(data) }));
    events.addEventListener('message', ({ data }) => dispatch({ message: JSON.parse(data) }));
    return () => events.close();
  }, []);
  return state;
}

function reduce(state: SlackState, event: Event): SlackState {
  return 'workspace' in event
    ? { ...state, workspace: event.workspace }
    : { ...state, messages: [...state.messages, event.message] };
}

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
