import { connect, isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { Host, SslMode, Target } from './connection-string.ts';

interface Attempt extends Host {
  readonly tls: boolean;
  /** The same host once more, without TLS or with it, where the server sends this one away. */
  readonly again: boolean;
}

/** Whether TLS is tried, in order: what libpq does for each mode. */
const TRIES: Readonly<Record<SslMode, readonly boolean[]>> = {
  disable: [false],
  allow: [false, true],
  prefer: [true, false],
  require: [true],
  'verify-ca': [true],
  'verify-full': [true],
};

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const YES = 'S'.charCodeAt(0);
const NO = 'N'.charCodeAt(0);
const ERROR = 'E'.charCodeAt(0);

const isSocket = (host: string) => host.startsWith('/');

/** Nothing to find out: one host, with no TLS to speak of. */
export const isPlain = ({ hosts, sslmode }: Target): boolean =>
  hosts.length === 1 && (sslmode === 'disable' || isSocket(hosts[0]!.host));

/**
 * The connection that `pg` speaks over. Before it is told of any, this goes through the hosts and asks each for
 * TLS as `sslmode` says; `pg` itself knows only TLS or none.
 */
export class Link extends Duplex {
  readonly #target: Target;
  readonly #attempts: Attempt[];
  #socket: Socket | undefined;
  /** What was sent before the first answer: sent anew where the server then refuses this way of connecting. */
  #sent: Buffer[] | undefined = [];
  #told = false;
  /** What was asked of the socket, the last of each kind: it holds for the next one as well. */
  readonly #settings = new Map<string, (socket: Socket) => void>();
  timeout: number | undefined;

  constructor(target: Target) {
    super();
    this.#target = target;
    this.#attempts = target.hosts.flatMap((each) => {
      const tries = isSocket(each.host) ? [false] : TRIES[target.sslmode];
      return tries.map((tls, i) => ({ ...each, tls, again: i + 1 < tries.length }));
    });
  }

  /** As a socket's; where to is known already. */
  connect(): this {
    this.#next(undefined);
    return this;
  }

  #next(error: Error | undefined): void {
    const attempt = this.#attempts.shift();
    if (!attempt) this.destroy(error);
    else this.#open(attempt);
  }

  #open(attempt: Attempt): void {
    const { host, port } = attempt;
    const socket = isSocket(host) ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    this.#socket = socket;
    const failed = (error: Error) => {
      socket.destroy();
      this.#next(error);
    };
    socket.once('error', failed);
    socket.once('connect', () => {
      if (!attempt.tls) return this.#ready(socket, attempt, failed);
      socket.write(SSL_REQUEST);
      socket.once('data', (answer: Buffer) => {
        // One byte and no more: what else came in clear may be an attacker's.
        if (answer.length === 1 && answer[0] === YES) return this.#secure(socket, attempt, failed);
        if (answer[0] === NO) return failed(new Error(NO_TLS));
        failed(new Error('the server answered the question for TLS with something else; is it PostgreSQL?'));
      });
    });
  }

  #secure(socket: Socket, attempt: Attempt, failed: (error: Error) => void): void {
    socket.off('error', failed);
    const secure = connectTls({ socket, ...tlsOptions(this.#target, attempt.host) });
    this.#socket = secure;
    const refused = (error: Error) => {
      socket.destroy();
      failed(error);
    };
    secure.once('error', refused);
    secure.once('secureConnect', () => this.#ready(secure, attempt, refused));
  }

  #ready(socket: Socket, attempt: Attempt, failed: (error: Error) => void): void {
    socket.off('error', failed);
    for (const set of this.#settings.values()) set(socket);
    socket.on('timeout', () => this.emit('timeout'));
    const first = (answer: Buffer) => {
      const sent = this.#sent!;
      // 28000: pg_hba.conf lets nobody in this way.
      if (attempt.again && answer[0] === ERROR && answer.includes('C28000\0')) {
        socket.removeAllListeners();
        socket.on('error', () => {}).destroy();
        return this.#next(new Error('the server refused the connection'));
      }
      sent.length = 0;
      this.#sent = undefined;
      socket.on('data', (chunk: Buffer) => {
        if (!this.push(chunk)) socket.pause();
      });
      if (!this.push(answer)) socket.pause();
    };
    socket.once('data', first);
    socket.on('error', (error) => this.destroy(error));
    socket.on('end', () => this.push(null));
    socket.on('close', () => this.destroy());
    if (this.#told) {
      socket.write(Buffer.concat(this.#sent!));
      return;
    }
    this.#told = true;
    // From here on the hosts are settled; only the other way to this one is left.
    this.#attempts.splice(attempt.again ? 1 : 0);
    this.emit('connect');
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#sent?.push(chunk);
    this.#socket!.write(chunk, done);
  }

  override _read(): void {
    this.#socket?.resume();
  }

  override _final(done: () => void): void {
    this.#socket?.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#attempts.length = 0;
    this.#socket?.destroy();
    done(error);
  }

  #set(what: string, how: (socket: Socket) => void): this {
    this.#settings.set(what, how);
    if (this.#socket) how(this.#socket);
    return this;
  }
  setNoDelay = (on?: boolean) => this.#set('delay', (socket) => socket.setNoDelay(on));
  setKeepAlive = (on?: boolean, wait?: number) =>
    this.#set('alive', (socket) => socket.setKeepAlive(on, wait));
  ref = () => this.#set('ref', (socket) => socket.ref());
  unref = () => this.#set('ref', (socket) => socket.unref());
  setTimeout = (ms: number, told?: () => void) => {
    this.timeout = ms;
    if (told) this.once('timeout', told);
    return this.#set('timeout', (socket) => socket.setTimeout(ms));
  };
}

const NO_TLS =
  "the server doesn't offer TLS, which sslmode asks for; turn it on there (ssl = on), or choose sslmode=prefer";

function tlsOptions({ sslmode, ca, cert, key, passphrase }: Target, host: string): ConnectionOptions {
  // As libpq: with a certificate to verify with, `require` verifies too.
  const verify = sslmode.startsWith('verify') || (sslmode === 'require' && ca !== undefined);
  return {
    host,
    ...(isIP(host) ? {} : { servername: host }),
    ...(ca && ca !== 'system' && { ca }),
    ...(cert && { cert }),
    ...(key && { key }),
    ...(passphrase && { passphrase }),
    rejectUnauthorized: verify,
    ...(sslmode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
  };
}
