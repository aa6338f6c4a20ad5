import type { Client, ThreadSort, ThreadView } from '@bandoc/client';

/** A thread that is open as far as its server has what was asked for. */
export interface OpenedThread {
  readonly view: ThreadView;
  close(): void;
}

/**
 * Opens a thread in this order, around this comment. One that the server does not know, or cannot lead to, is opened as ever instead, and one in an
 * order that the server does not have with the newest first. `changed` hears of each change, and when another view has taken its place.
 */
export function openThread(
  client: Client,
  name: string,
  { sort, around }: { readonly sort: ThreadSort; readonly around: string | undefined },
  changed: () => void,
): OpenedThread {
  let view: ThreadView;
  let close = () => {};
  const open = (order: ThreadSort, at?: string): void => {
    close();
    const opened = client.thread(name, { sort: order, around: at });
    const look = () => {
      const { status, failure } = opened;
      const refused = status === 'failed' && failure?.retryAt === undefined;
      if (refused && at !== undefined) open(order);
      else if (refused && order !== 'new' && failure?.code === 'unsupported') open('new');
      changed();
    };
    const stop = opened.subscribe(look);
    view = opened;
    close = () => {
      stop();
      opened.close();
    };
  };
  open(sort, around);
  return {
    get view() {
      return view;
    },
    close: () => close(),
  };
}
