import { createElement, Fragment, type ReactNode } from 'react';

/** Returns the drawn items of a list. React needs no keys for them, because the list never changes its order. */
export function inOrder<T>(items: readonly T[], draw: (item: T, index: number) => ReactNode): ReactNode {
  return createElement(Fragment, null, ...items.map((item, index) => draw(item, index)));
}
