import { BELL } from '../bell.ts';

/**
 * A placeholder with an image's description. The page loads no image, so that it looks the same with and without a
 * network.
 */
export function Picture({ alt, size }: { alt: string; size: 'icon' | 'thumbnail' | 'large' }) {
  return (
    <span className={`picture picture--${size}`} role="img" aria-label={alt} title={alt}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <rect x="3" y="4" width="18" height="16" rx="2.5" />
        <circle cx="8.5" cy="9.5" r="1.75" />
        <path d="m4 17.5 5-5 3.5 3.5 3-3 4.5 4.5" />
      </svg>
      {size === 'icon' ? null : <span className="picture__alt">{alt}</span>}
    </span>
  );
}

/** The app's icon. */
export function Bell({ className }: { className: string }) {
  const { size, radius, ground, brass, body, clapper, rings } = BELL;
  return (
    <svg className={className} viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
      <rect width={size} height={size} rx={radius} fill={ground} />
      <path fill={brass} d={body} />
      <path fill={brass} d={clapper} />
      <path fill="none" stroke="#ffffff" strokeWidth="1.5" strokeLinecap="round" d={rings} opacity=".75" />
    </svg>
  );
}
