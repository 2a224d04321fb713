import { spawn } from 'node:child_process';

/** Opens the address in the browser of whoever sits at this machine; where there is nobody or no browser, it does nothing. */
export function openBrowser(url: string): void {
  if (!process.stdout.isTTY) return;
  const { platform, env } = process;
  const hasScreen = platform === 'darwin' || env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined;
  if (!hasScreen) return;
  const browser = spawn(platform === 'darwin' ? 'open' : 'xdg-open', [url], { stdio: 'ignore', detached: true });
  browser.on('error', () => undefined).unref();
}
