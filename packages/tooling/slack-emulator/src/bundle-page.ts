import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const PAGE = fileURLToPath(new URL('page', import.meta.url));

/** What the browser asks for beside the page itself: scripts and styles as text, fonts as paths of files. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  readonly fonts: ReadonlyMap<string, string>;
}

let bundled: Promise<PageAssets> | undefined;

/** Bundles the page in memory, once; the fonts stay where they are and are served from `/fonts/<file name>`. */
export function bundlePage(): Promise<PageAssets> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<PageAssets> {
  const fonts = new Map<string, string>();
  const { outputFiles } = await build({
    entryPoints: ['main.tsx', 'styles/main.css'].map((file) => ({ in: join(PAGE, file), out: 'main' })),
    outdir: '/',
    write: false,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [collectFonts(fonts)],
  });
  const output = (extension: string) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
  return { script: output('.js'), style: output('.css'), fonts };
}

function collectFonts(fonts: Map<string, string>): Plugin {
  return {
    name: 'collect-fonts',
    setup: ({ onResolve }) => {
      onResolve({ filter: /\.woff2?$/ }, ({ path, resolveDir }) => {
        const name = basename(path);
        fonts.set(name, fileURLToPath(new URL(path, `file://${resolveDir}/`)));
        return { path: `/fonts/${name}`, external: true };
      });
    },
  };
}
