import { headerText, LINE_BREAK, type TableFormat } from '../export/index.ts';
import type { DownloadLines } from '../reports/read/download.ts';
import { HttpError } from './errors.ts';
import type { Call, Reply } from './handler.ts';
import { fileHeaders, MEDIA_TYPE } from './table-reply.ts';

/** Each holds a connection and a snapshot while its reader reads, so they are few. */
const AT_ONCE = 4;
const underWay = new WeakMap<object, number>();

export interface DownloadOptions {
  readonly format: TableFormat;
  readonly bom: boolean;
  /** What the file is called, before its range: `users`. */
  readonly name: string;
  open(
    signal: AbortSignal,
  ): Promise<DownloadLines & { range: { start: number; end: number; timezone: string } }>;
}

/**
 * A list of any length as a file, sent while it is read. `x-total-rows` tells beforehand how many rows
 * follow; a file that can't be finished breaks the connection, so that it never looks whole. Whoever goes
 * away stops the query.
 *
 * @throws HttpError 503 while too many are under way; whatever reading the first rows throws.
 */
export async function downloadReply(
  call: Pick<Call, 'view' | 'request'>,
  o: DownloadOptions,
): Promise<Reply> {
  const { pool } = call.view.db;
  const most = Math.max(1, Math.min(AT_ONCE, (pool.options.max ?? 10) - 2));
  const running = underWay.get(pool) ?? 0;
  if (running >= most)
    throw new HttpError(503, `${running} downloads are under way; try again once one has ended.`, {
      'retry-after': '10',
    });
  underWay.set(pool, running + 1);

  const stop = new AbortController();
  const left = () => stop.abort(new Error('the reader left'));
  call.request.signal.addEventListener('abort', left, { once: true });
  let download: Awaited<ReturnType<typeof o.open>> | undefined;
  let ended: Promise<void> | undefined;
  const end = () => {
    ended ??= (async () => {
      underWay.set(pool, (underWay.get(pool) ?? 1) - 1);
      call.request.signal.removeEventListener('abort', left);
      stop.abort(new Error('the download has ended'));
      await download?.close();
    })();
    return ended;
  };

  try {
    download = await o.open(stop.signal);
    const headers = {
      ...fileHeaders(o.format, o.name, download.range),
      'x-total-rows': String(download.total),
    };
    // Nobody would read the body, and so nobody would end it.
    if (call.request.method === 'HEAD') {
      await end();
      return { text: { type: MEDIA_TYPE[o.format], text: '' }, headers, rows: 0 };
    }
    return { headers, stream: { type: MEDIA_TYPE[o.format], ...bodyOf(download, o, end) } };
  } catch (error) {
    await end();
    throw error;
  }
}

function bodyOf({ total, columns, batches }: DownloadLines, o: DownloadOptions, end: () => Promise<void>) {
  const encoder = new TextEncoder();
  const lines = batches[Symbol.asyncIterator]();
  let sent = 0;
  let header = headerText(o.format, columns, o.bom);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await lines.next();
        const text = header + (done ? '' : value.join(LINE_BREAK[o.format]) + LINE_BREAK[o.format]);
        header = '';
        if (text) controller.enqueue(encoder.encode(text));
        if (!done) {
          sent += value.length;
          return;
        }
        if (sent !== total) throw new Error(`${sent} rows were read where ${total} were counted`);
        await end();
        controller.close();
      } catch (error) {
        await end();
        controller.error(error);
      }
    },
    cancel: end,
  });
  return { body, rows: () => sent };
}
