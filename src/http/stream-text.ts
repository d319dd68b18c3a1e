import type { Streamed } from './handler.ts';

/** Texts as they are made; who goes away ends the loop that makes them. */
export function streamText(
  type: string,
  chunks: AsyncGenerator<{ readonly text: string; readonly rows: number }>,
): Streamed {
  const encoder = new TextEncoder();
  let rows = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) return controller.close();
        rows += value.rows;
        controller.enqueue(encoder.encode(value.text));
      } catch (error) {
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  return { type, body, rows: () => rows };
}
