import { createContext, type ReactNode, useContext, useLayoutEffect, useRef, useState } from 'react';

interface Props {
  /** What is folded: a text after five lines, or an attachment after twenty. The heights are in `fold.css`. */
  readonly of: 'text' | 'attachment';
  readonly label: 'See more' | 'Show more';
  readonly children: ReactNode;
}

/** Unfolds what is around a fold: an attachment that grows with the text that was just unfolded must not fold over it. */
const UnfoldAround = createContext(() => {});

/**
 * Content of which only the beginning is shown while it is too high, and all of it after a click on the label.
 *
 * Slack folds an attachment's legacy `text` from 700 characters or five line breaks, and "may" hide all of an attachment behind
 * "show more" (https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments) and a section without
 * `expand` behind "see more" (https://docs.slack.dev/reference/block-kit/blocks/section-block). When it does so is not
 * documented: both limits here are near what it does, and unproven. They are of the height as drawn, as reports say of Slack,
 * so a narrow window folds more. 700 characters are more than five lines at any width that an attachment has.
 */
export function Fold({ of, label, children }: Props) {
  const visible = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  const [isUnfolded, setUnfolded] = useState(false);
  const unfoldAround = useContext(UnfoldAround);
  useLayoutEffect(() => (visible.current ? watchIsCut(visible.current, setCut) : undefined), []);
  const unfold = () => {
    setUnfolded(true);
    unfoldAround();
  };
  return (
    <UnfoldAround value={unfold}>
      <div className={isUnfolded ? '' : `fold fold--${of} ${isCut ? 'fold--cut' : ''}`} ref={visible}>
        <div className="fold__content">{children}</div>
      </div>
      {isCut && !isUnfolded && (
        <button type="button" className="fold__label" onClick={unfold}>
          {label}
        </button>
      )}
    </UnfoldAround>
  );
}

/** Calls `setCut` now and whenever the content changes its size, as with the window, until the returned function is called. */
function watchIsCut(visible: HTMLElement, setCut: (isCut: boolean) => void): () => void {
  const content = visible.firstElementChild as HTMLElement;
  const measure = () => setCut(content.offsetHeight > visible.offsetHeight);
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(content);
  return () => observer.disconnect();
}
