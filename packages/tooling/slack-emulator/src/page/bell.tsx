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
