import { createElement, Fragment, type ReactNode } from 'react';

/** Draws a list that never changes its order, so that its items need no keys. */
export function inOrder<T>(items: readonly T[], draw: (item: T) => ReactNode): ReactNode {
  return createElement(Fragment, null, ...items.map(draw));
}
