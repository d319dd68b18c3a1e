import type { Browser } from 'playwright-core';
import { expect } from 'vitest';

/** A tab that only its window decides of whether it is in sight: Playwright tells each of its own that it is. */
export interface PlainTab {
  /** The value of an expression in the page. */
  value<T>(expression: string): Promise<T>;
  /** Moves the mouse there. */
  move(x: number, y: number): Promise<void>;
  press(key: string): Promise<void>;
  /** Brings it before the others of its window. */
  show(): Promise<void>;
  close(): Promise<void>;
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/**
 * Opens tabs in one window of their own.
 *
 * @param script runs in each page before all else
 */
export async function createPlainTabs(browser: Browser, script: string) {
  const session = await browser.newBrowserCDPSession();
  const { browserContextId } = await session.send('Target.createBrowserContext');
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer: Answer = JSON.parse(message);
    waiting.get(answer.id ?? 0)?.(answer);
  });

  return {
    async open(url: string): Promise<PlainTab> {
      const { targetId } = await session.send('Target.createTarget', {
        url: 'about:blank',
        browserContextId,
      });
      const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
      const send = (method: string, params: object): Promise<Answer> => {
        const id = ++last;
        const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
        const message = JSON.stringify({ id, method, params });
        return session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answered);
      };
      const value = async <T>(expression: string): Promise<T> => {
        const told = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
        return told.result?.result?.value as T;
      };
      const show = async () => {
        await session.send('Target.activateTarget', { targetId });
        await expect.poll(() => value('document.visibilityState')).toBe('visible');
      };
      await send('Page.enable', {});
      await send('Page.addScriptToEvaluateOnNewDocument', { source: script });
      await send('Page.navigate', { url });
      await expect.poll(() => value('document.readyState')).toBe('complete');
      return {
        value,
        show,
        async move(x, y) {
          await send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
        },
        async press(key) {
          await send('Input.dispatchKeyEvent', { type: 'keyDown', key });
          await send('Input.dispatchKeyEvent', { type: 'keyUp', key });
        },
        async close() {
          await session.send('Target.closeTarget', { targetId });
        },
      };
    },
    close: () => session.send('Target.disposeBrowserContext', { browserContextId }),
  };
}
