import { Component, type ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
}

/**
 * Draws what is in it, or says that it cannot be drawn: a refused message may have any form. React has error boundaries as
 * classes alone: https://react.dev/reference/react/Component#catching-rendering-errors-with-an-error-boundary
 */
export class Drawn extends Component<Props, { readonly hasFailed: boolean }> {
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override state = { hasFailed: false };

  override render() {
    return this.state.hasFailed ? <p className="unknown">This cannot be drawn.</p> : this.props.children;
  }
}
