import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');

/** How `npm run NAME` of the example starts it; Next.js is too large to be installed for a test. */
export const STARTS = {
  Express: ['express.js'],
  Fastify: ['fastify.js'],
  Hono: ['hono.js'],
  Nest: [TSX, '--tsconfig', 'nest/tsconfig.json', 'nest/main.ts'],
} as const;

export interface Running {
  readonly origin: string;
  /** Tells the process to end, and answers its exit code once it has. */
  end(): Promise<number | null>;
}

/** The example as it stands in the repository, beside a package that is installed from it. */
export function installExample(): { readonly folder: string; remove(): void } {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache/creator-platform-'));
  const source = join(ROOT, 'examples/creator-platform');
  cpSync(source, folder, {
    recursive: true,
    filter: (path) => !path.includes('node_modules', source.length),
  });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/joip-analytics'), 'dir');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Starts it in a process of its own, on a port that nobody has. */
export async function startExample(
  framework: keyof typeof STARTS,
  folder: string,
  databaseUrl: string,
): Promise<Running> {
  const port = await freePort();
  const child = spawn(process.execPath, [...STARTS[framework]], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: `${port}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await listening(child);
  return {
    origin: `http://localhost:${port}`,
    async end() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      return (await exited)[0] as number | null;
    },
  };
}

/** Once it says where it is; what it said instead is the error. */
async function listening(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text;
      if (said.includes('http://localhost:')) resolve();
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
