import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const packageRoot = fileURLToPath(new URL('../../', import.meta.url));
const requirements = join(packageRoot, 'requirements.txt');

/** One way to start moto. */
export interface MotoCommand {
  readonly name: string;
  /** Installs what is missing, and returns the command that runs moto on this port of 127.0.0.1. */
  prepare(port: number, stopping: AbortSignal): Promise<[program: string, ...args: string[]]>;
}

/** Returns the ways to start moto whose program is on the PATH, the fastest first. */
export function motoCommands(): MotoCommand[] {
  const requirement = readFileSync(requirements, 'utf8').trim();
  const version = requirement.split('==')[1];
  const commands: (MotoCommand & { needs: string })[] = [
    {
      name: 'moto_server',
      needs: 'moto_server',
      prepare: async (port) => ['moto_server', '-H', '127.0.0.1', '-p', `${port}`],
    },
    {
      name: 'uvx',
      needs: 'uvx',
      prepare: async (port) => ['uvx', '--from', requirement, 'moto_server', '-H', '127.0.0.1', '-p', `${port}`],
    },
    {
      name: 'a Python virtual environment',
      needs: 'python3',
      prepare: async (port, stopping) => [
        await virtualEnvironment(stopping),
        '-m',
        'moto.server',
        '-H',
        '127.0.0.1',
        '-p',
        `${port}`,
      ],
    },
    {
      name: 'Docker',
      needs: 'docker',
      prepare: async (port) => ['docker', 'run', '--rm', '-p', `127.0.0.1:${port}:5000`, `motoserver/moto:${version}`],
    },
  ];
  return commands.filter(({ needs }) => isOnPath(needs));
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, program)));
}

/**
 * Returns the path of Python in a virtual environment that holds moto, which the first run makes. It is built under
 * another name and then moved, so that two runs may make it at the same time.
 */
async function virtualEnvironment(signal: AbortSignal): Promise<string> {
  const cache = join(packageRoot, 'node_modules/.cache');
  const home = join(cache, 'moto');
  const python = join(home, 'bin/python');
  if (existsSync(python)) return python;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'moto-'));
  try {
    await run('python3', ['-m', 'venv', draft], { signal });
    await run(join(draft, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], {
      signal,
    });
    await rename(draft, home);
  } catch (error) {
    await rm(draft, { recursive: true });
    if (!existsSync(python)) throw error; // else another run was first
  }
  return python;
}
