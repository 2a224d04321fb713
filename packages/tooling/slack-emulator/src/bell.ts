/** The shapes of the app's icon, in a square of 36. */
export const BELL = {
  size: 36,
  radius: 8,
  ground: '#1d3557',
  brass: '#f4c95d',
  body: 'M18 7.5a1.7 1.7 0 0 1 1.7 1.7v.5c3.3.8 5.3 3.4 5.3 7v3.6l1.9 2.7c.5.8 0 1.9-1 1.9H10.1c-1 0-1.5-1.1-1-1.9L11 20.3v-3.6c0-3.6 2-6.2 5.3-7v-.5A1.7 1.7 0 0 1 18 7.5Z',
  clapper: 'M15 26.3h6a3 3 0 0 1-6 0Z',
  rings: 'M7.6 13.8c.5-1.8 1.5-3.3 2.9-4.5m17.9 4.5c-.5-1.8-1.5-3.3-2.9-4.5',
};

/** Returns the address of the page's icon: the app's, with a red dot while something is unread. */
export function iconUrl(hasUnread: boolean): string {
  const { size, radius, ground, brass, body, clapper } = BELL;
  const dot = hasUnread ? '<circle cx="28" cy="8" r="8" fill="#e01e5a"/>' : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" rx="${radius}" fill="${ground}"/><path fill="${brass}" d="${body}"/><path fill="${brass}" d="${clapper}"/>${dot}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
