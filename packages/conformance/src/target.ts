import { check, type Discovery, discovery } from '@bandoc/protocol';
import { Breach } from './demand.ts';
import { ask } from './request.ts';
import { Transcript } from './transcript.ts';

/** What the kit is told of the server that it is held against. */
export interface TargetOptions {
  /** The base: below it lies `/v1`. */
  readonly url: string;
  /** What hosts' tokens are signed with, by HS256. */
  readonly secret?: string | undefined;
  /** An origin on the site's list. */
  readonly origin?: string | undefined;
  /** Stops the server as it wants to be stopped, and starts it again; ends when that is done. */
  readonly restart?: string | undefined;
  /** Kills it at once, and starts it again. */
  readonly kill?: string | undefined;
}

/** A server, and what it said of itself. */
export interface Target extends TargetOptions {
  readonly about: Discovery;
  /** An address below the base. */
  at(path: string): URL;
}

/** Asks a server what it is (rule HT1). Throws in words where there is none. */
export async function meet(options: TargetOptions): Promise<Target> {
  const base = options.url.replace(/\/+$/, '');
  const at = (path: string) => new URL(`${base}/${path}`);
  const { status, text, body } = await ask(at('v1'), {}, new Transcript()).catch((error: unknown) => {
    throw new Error(`Nothing answers at ${at('v1').href}: ${(error as Error).message}`);
  });
  const fault = status === 200 ? check(discovery, body) : `status ${status}`;
  if (fault) throw new Breach(`GET ${at('v1').href} answers what the server is (HT1): ${fault}`, text);
  return { ...options, at, about: body as Discovery };
}
