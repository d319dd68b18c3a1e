import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 180;

/**
 * Text of an input that is told on once typing pauses.
 *
 * @param value what holds now; where it changes from outside, the input follows
 */
export function useTyped(
  value: string,
  onTyped: (text: string) => void,
): readonly [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const tell = useRef(onTyped);
  tell.current = onTyped;

  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      tell.current(wanted);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return [text, setText];
}
