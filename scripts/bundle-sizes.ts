import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { protocolCode } from './protocol-size.ts';

/** What a page fetches of the bundle for one purpose: bytes in brotli, and the files. */
export interface Weight {
  readonly what: string;
  readonly bytes: number;
  /** What fails the build when it is passed. */
  readonly budget: number;
  readonly files: readonly string[];
}

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

const bundle = new URL('../packages/bandoc/dist/bundle/', import.meta.url);

/**
 * The bundle's weights in brotli 11. `first` is every script byte until a widget's content is on screen and can be used by keyboard and typed
 * into: the loader, the widget's chunk with all that it imports (the client, for those that read at once), and one language; a page adds the
 * style sheet. `whole` is everything the widget can ever fetch. test/whole/first-bytes.test.ts holds this table against what a browser fetches.
 */
export async function bundleSizes(): Promise<Weight[]> {
  const manifest = JSON.parse(readFileSync(new URL('manifest.json', bundle), 'utf8')) as Record<string, Chunk>;
  const find = (source: string) => {
    if (!manifest[source]) throw new Error(`${source} is not in the bundle's manifest`);
    return source;
  };
  const reach = (roots: string[], follow: (chunk: Chunk) => readonly string[]) => {
    const seen = new Set<string>();
    const visit = (name: string) => {
      if (seen.has(name)) return;
      seen.add(name);
      const chunk = manifest[name];
      if (chunk) follow(chunk).forEach(visit);
    };
    roots.forEach(visit);
    return [...new Set([...seen].map((name) => manifest[name]?.file ?? ''))].filter(Boolean).sort();
  };
  const statically = (...roots: string[]) => reach(roots, (chunk) => chunk.imports ?? []);
  const wholly = (...roots: string[]) => reach(roots, (chunk) => [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]);
  const compressed = new Map<string, number>();
  const weigh = (what: string, files: string[], budget: number): Weight => {
    for (const file of files) {
      if (!compressed.has(file)) {
        compressed.set(file, brotli(readFileSync(new URL(file, bundle))));
      }
    }
    const bytes = files.reduce((sum, file) => sum + (compressed.get(file) ?? 0), 0);
    return { what, bytes, budget, files };
  };

  const loader = find('packages/bandoc/src/bandoc.ts');
  const widget = (name: string) => find(`packages/bandoc/src/widgets/${name}.ts`);
  const words = (name: string, lang = 'vi') => find(`packages/${name}/src/locales/${lang}.ts`);
  const lit = statically(widget('share-bar')).filter((file) => /chunks\/lit-/.test(file));
  const names = ['comment-thread', 'date-selector', 'share-bar'];
  const first = (name: string) => statically(loader, widget(name), words(name));
  const count = statically(loader, widget('comment-count'), find('packages/comment-thread/src/locales/count-vi.ts'));
  const whole = (name: string) => [...new Set([...statically(loader), ...wholly(widget(name))])];

  return [
    weigh('shared runtime (loader, lit, ui)', [...new Set([...statically(loader), ...lit])], 6600),
    weigh('share-bar, first', first('share-bar'), 9600),
    weigh('share-bar, whole', whole('share-bar'), 11_600),
    weigh('date-selector, first', first('date-selector'), 8750),
    weigh('date-selector, whole', whole('date-selector'), 50_300),
    weigh('comment-count, first', count, 4000),
    weigh('comment-thread, first', first('comment-thread'), 16 * 1024),
    weigh('comment-thread, whole', whole('comment-thread'), 74_500),
    weigh('a page with all three, first', [...new Set([...names.flatMap(first), 'bandoc.css'])], 21_800),
    weigh('bandoc.css', ['bandoc.css'], 1000),
    { what: 'the protocol in a page, first and later', bytes: brotli(Buffer.from(await protocolCode())), budget: 2000, files: [] },
  ];
}

function brotli(bytes: Buffer): number {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
