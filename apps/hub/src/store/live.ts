import pg from 'pg';

/** Tells listeners, in this hub, that something was added by any hub. */
export interface Live {
  /** Calls back with the newest position after each write; returns how to stop. */
  subscribe(listener: (added: number) => void): () => void;
  close(): Promise<void>;
}

const pause = 1000;

/** Listens to PostgreSQL's notifications on a connection of its own, reconnecting when it breaks. */
export async function openLive(url: string): Promise<Live> {
  const listeners = new Set<(added: number) => void>();
  let client: pg.Client | undefined;
  let closed = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client(url);
    next.on('notification', ({ payload }) => {
      for (const listener of listeners) listener(Number(payload));
    });
    next.on('error', () => {});
    next.on('end', () => {
      if (!closed) setTimeout(() => void connect().catch(() => {}), pause);
    });
    await next.connect();
    await next.query('listen sanad_added');
    client = next;
  };
  await connect();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
