import type { ReactNode } from 'react';

/** A link that opens in a new window. An address that is not of the web, mail, telephone or Slack is drawn as text. */
export function Link({ url, className, children }: { url: string; className?: string; children: ReactNode }) {
  if (!/^(https?:|mailto:|tel:|slack:)/i.test(url)) return <span className={className}>{children}</span>;
  return (
    <a href={url} className={className} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
