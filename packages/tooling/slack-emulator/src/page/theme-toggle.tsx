import { useEffect, useState, useSyncExternalStore } from 'react';

type Theme = 'light' | 'dark';

const KEY = 'shipbell-theme';
const DARK = '(prefers-color-scheme: dark)';

/** A switch between light and dark. Until it is used, and when it is back at the system's own choice, the page follows the system. */
export function ThemeToggle() {
  const system: Theme = useSyncExternalStore(subscribe, () => (matchMedia(DARK).matches ? 'dark' : 'light'));
  const [chosen, choose] = useState<Theme | undefined>(stored);
  const theme = chosen ?? system;
  useEffect(() => {
    if (chosen) {
      document.documentElement.dataset.theme = chosen;
      localStorage.setItem(KEY, chosen);
    } else {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem(KEY);
    }
  }, [chosen]);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" className="theme" onClick={() => choose(other === system ? undefined : other)}>
      <span className="theme__icon" aria-hidden="true">
        {theme === 'dark' ? '☀️' : '🌙'}
      </span>
      {other === 'dark' ? 'Dark' : 'Light'}
      <span className="visually-hidden"> theme</span>
    </button>
  );
}

function subscribe(changed: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

function stored(): Theme | undefined {
  const theme = localStorage.getItem(KEY);
  return theme === 'light' || theme === 'dark' ? theme : undefined;
}
