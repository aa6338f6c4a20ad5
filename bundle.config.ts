import { fileURLToPath } from 'node:url';
import { transform as transformCss } from 'lightningcss';
import { defineConfig, type Plugin } from 'vite';
import { trimLit } from './scripts/trim-lit.ts';

// The one-tag bundle, built straight from the workspaces' sources: packages/bandoc/dist/bundle/{bandoc.js, bandoc.css, chunks/}.

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Lit makes its Trusted Types policy under the name `lit-html` when it loads, and a page that enforces Trusted Types and lists other names, or that
 * already has a Lit, then fails as a whole. In the bundle Lit takes ours instead, which survives a refusal
 * (https://github.com/lit/lit, `createPolicy` in lit-html; delete when Lit lets its policy be handed in).
 */
function replaceTrustedTypesPolicy(): Plugin {
  const pattern = /\w+\.createPolicy\(\s*["'`]lit-html["'`],\s*\{[^}]*\}\s*\)/;
  return {
    name: 'replace-template-policy',
    transform(code, id) {
      if (!/[\\/]lit-html[\\/].*\.js/.test(id) || !code.includes('createPolicy')) return null;
      if (!pattern.test(code)) throw new Error(`${id}: Lit's policy is not where it was; mend bundle.config.ts`);
      const source = JSON.stringify(here('packages/bandoc/src/template-policy.ts'));
      return { code: `import { policy as bandocPolicy } from ${source};\n${code.replace(pattern, 'bandocPolicy')}`, map: null };
    },
  };
}

/** Takes the white space out of our own templates: CSS by Lightning CSS, HTML by one space for each line end, which means the same. */
function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    transform(code, id) {
      if (!/[\\/]packages[\\/][a-z-]+[\\/]src[\\/].*\.ts$/.test(id) || !/\b(?:html|css)`/.test(code)) return null;
      let small = code;
      // From the last to the first, so that places stay where the parser saw them.
      for (const { start, end, of } of templateTexts(this.parse(code)).reverse()) {
        const text = code.slice(start, end);
        const less = of === 'css' ? transformCss({ filename: id, code: Buffer.from(text), minify: true }).code.toString() : text.replace(/\s*\n\s*/g, ' ');
        small = small.slice(0, start) + less + small.slice(end);
      }
      return small === code ? null : { code: small, map: null };
    },
  };
}

interface TemplateText {
  readonly start: number;
  readonly end: number;
  readonly of: 'css' | 'html';
}

/** Where the texts of html and css templates stand, in their order; CSS only where it is whole, without a value in it. */
function templateTexts(program: unknown): TemplateText[] {
  const found: TemplateText[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, tag, quasi } = node as { type?: string; tag?: { name?: string }; quasi?: { quasis: { start: number; end: number }[] } };
    const of = tag?.name;
    if (type === 'TaggedTemplateExpression' && quasi && (of === 'html' || (of === 'css' && quasi.quasis.length === 1))) {
      found.push(...quasi.quasis.map(({ start, end }) => ({ start, end, of }) as const));
    }
    Object.values(node).forEach(visit);
  };
  visit(program);
  return found.sort((a, b) => a.start - b.start);
}

export default defineConfig({
  publicDir: here('packages/bandoc/public'),
  plugins: [minifyTemplates(), trimLit(), replaceTrustedTypesPolicy()],
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  logLevel: 'warn',
  build: {
    outDir: here('packages/bandoc/dist/bundle'),
    emptyOutDir: true,
    modulePreload: false,
    manifest: 'manifest.json',
    // Safari 16.4, Chromium 111 and Firefox 115 have all of ES2022.
    target: ['es2022', 'chrome111', 'safari16.4', 'firefox115'],
    lib: { entry: { bandoc: here('packages/bandoc/src/bandoc.ts') }, formats: ['es'] },
    rolldownOptions: {
      // Else what a widget shares with what it loads later lands in the widget's own chunk, which then exports more than its entry and carries a
      // namespace object with Rolldown's runtime for it.
      experimental: { chunkOptimization: { avoidRedundantChunkLoads: false } },
      output: {
        minify: true,
        comments: { annotation: false },
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        codeSplitting: {
          groups: [
            { name: 'lit', test: /node_modules[\\/](lit|@lit|lit-html|lit-element)[\\/](?!directive)|packages[\\/]ui[\\/]src|template-policy|page-server/ },
            // What a front page of counts needs, which has no Lit, and a thread as well.
            { name: 'page', test: /client[\\/]src[\\/]browser[\\/](topic-body|page-clients)|place-trouble|protocol[\\/]src[\\/]topic/ },
            { name: 'tally', test: /tally-queries/ },
            // Each with all that it imports: what reads a topic, and what goes on from there; what only a live page needs is client's live-page.
            { name: 'reading', test: /client[\\/]src[\\/]browser[\\/]read-thread|thread-place/ },
            { name: 'client', test: /client[\\/]src[\\/]browser[\\/]client-for/ },
          ],
        },
      },
    },
  },
});
