import { WebSocket } from 'ws';

/** What a page says, and when something came that it waits for, by `performance.now()`. */
export interface Page {
  say(frame: object): void;
  sees(words: string): Promise<number>;
  close(): void;
}

/** A connection that looks for words in what comes, as it comes. */
export async function openPage(address: string, protocols: readonly string[] = []): Promise<Page> {
  const socket = new WebSocket(address, [...protocols]);
  const waiting = new Map<string, (at: number) => void>();
  socket.on('message', (data: Buffer) => {
    const at = performance.now();
    for (const [words, tell] of waiting) {
      if (!data.includes(words)) continue;
      waiting.delete(words);
      tell(at);
    }
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    say: (frame) => socket.send(JSON.stringify(frame)),
    sees: (words) => new Promise((resolve) => waiting.set(words, resolve)),
    close: () => socket.terminate(),
  };
}
