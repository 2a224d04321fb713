import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** How near to its end, in pixels, a log counts as read to the end: browsers round. */
const END_PX = 4;

/**
 * Returns refs for a log and its content. While the reader is at its end, the log stays there, whatever makes its content
 * higher: a message, a font, a narrower window; but not what the reader unfolds. PageUp, PageDown, Home and End move it
 * wherever the focus is, for nothing else on the page scrolls.
 */
export function useLog(): { log: RefObject<HTMLDivElement | null>; content: RefObject<HTMLDivElement | null> } {
  const log = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (log.current && content.current) return stayAtEnd(log.current, content.current);
    return undefined;
  }, []);
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      if (log.current && scrollBy(log.current, event)) event.preventDefault();
    };
    addEventListener('keydown', move);
    return () => removeEventListener('keydown', move);
  }, []);
  return { log, content };
}

/** Keeps the log at its end as long as the reader leaves it there, until the returned function is called. */
function stayAtEnd(log: HTMLElement, content: HTMLElement): () => void {
  let isAtEnd = true;
  let top = log.scrollTop;
  // Only moving up leaves the end: a scroll event comes late, when the content may have grown since.
  const look = () => {
    const isEnd = log.scrollHeight - log.clientHeight - log.scrollTop <= END_PX;
    isAtEnd = isEnd || (isAtEnd && log.scrollTop >= top);
    top = log.scrollTop;
  };
  const stay = () => {
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  };
  const stop = () => {
    isAtEnd = false;
  };
  const observer = new ResizeObserver(stay);
  observer.observe(content);
  observer.observe(log);
  log.addEventListener('scroll', look);
  log.addEventListener('click', stop);
  return () => {
    observer.disconnect();
    log.removeEventListener('scroll', look);
    log.removeEventListener('click', stop);
  };
}

/** Scrolls as the key says, and returns whether it was one of those keys. */
function scrollBy(log: HTMLElement, { key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || shiftKey) return false;
  const page = 0.9 * log.clientHeight;
  const tops: Record<string, number> = {
    PageUp: log.scrollTop - page,
    PageDown: log.scrollTop + page,
    Home: 0,
    End: log.scrollHeight,
  };
  const top = Object.hasOwn(tops, key) ? tops[key] : undefined;
  if (top !== undefined) log.scrollTo({ top });
  return top !== undefined;
}
