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
  return (
    <svg className={className} viewBox="0 0 36 36" role="img" aria-label="Shipbell">
      <rect width="36" height="36" rx="8" fill="#1d3557" />
      <path
        fill="#f4c95d"
        d="M18 7.5a1.7 1.7 0 0 1 1.7 1.7v.5c3.3.8 5.3 3.4 5.3 7v3.6l1.9 2.7c.5.8 0 1.9-1 1.9H10.1c-1 0-1.5-1.1-1-1.9L11 20.3v-3.6c0-3.6 2-6.2 5.3-7v-.5A1.7 1.7 0 0 1 18 7.5Z"
      />
      <path fill="#f4c95d" d="M15 26.3h6a3 3 0 0 1-6 0Z" />
      <path
        fill="none"
        stroke="#ffffff"
        strokeWidth="1.5"
        strokeLinecap="round"
        d="M7.6 13.8c.5-1.8 1.5-3.3 2.9-4.5m17.9 4.5c-.5-1.8-1.5-3.3-2.9-4.5"
        opacity=".75"
      />
    </svg>
  );
}
