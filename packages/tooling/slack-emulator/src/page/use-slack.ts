import { useEffect, useReducer, useSyncExternalStore } from 'react';
import type { ShownMessage, Workspace } from '../protocol.ts';

export interface SlackState {
  /** Undefined until the server has sent it. */
  readonly workspace: Workspace | undefined;
  readonly messages: readonly ShownMessage[];
  /** Whether the server has gone, and with it whatever delivers the messages. */
  readonly hasEnded: boolean;
}

type Event =
  | { readonly workspace: Workspace }
  | { readonly message: ShownMessage }
  | { readonly connection: 'open' | 'lost' };

/** A server that is away for less has made place for the next one. */
const ENDED_AFTER_MS = 1500;

/** Returns the workspace and its messages, which `/events` keeps up to date. */
export function useSlack(): SlackState {
  const [state, dispatch] = useReducer(reduce, { workspace: undefined, messages: [], hasEnded: false });
  useEffect(() => {
    const events = new EventSource('/events');
    events.addEventListener('workspace', ({ data }) => dispatch({ workspace: JSON.parse(data) }));
    events.addEventListener('message', ({ data }) => dispatch({ message: JSON.parse(data) }));
    // The browser goes on trying, and finds the server again if one is started at the same address.
    let lost: ReturnType<typeof setTimeout> | undefined;
    events.addEventListener('error', () => {
      lost ??= setTimeout(() => dispatch({ connection: 'lost' }), ENDED_AFTER_MS);
    });
    events.addEventListener('open', () => {
      clearTimeout(lost);
      lost = undefined;
      dispatch({ connection: 'open' });
    });
    return () => {
      clearTimeout(lost);
      events.close();
    };
  }, []);
  return state;
}

function reduce(state: SlackState, event: Event): SlackState {
  if ('connection' in event) return { ...state, hasEnded: event.connection === 'lost' };
  if ('message' in event) return { ...state, messages: [...state.messages, event.message] };
  const isAnother = event.workspace.run !== state.workspace?.run;
  return { ...state, workspace: event.workspace, messages: isAnother ? [] : state.messages };
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
