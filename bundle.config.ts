import { fileURLToPath } from 'node:url';
import { transform as transformCss } from 'lightningcss';
import { defineConfig, type Plugin } from 'vite';

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
    name: 'replace-trusted-types-policy',
    transform(code, id) {
      if (!/[\\/]lit-html[\\/].*\.js/.test(id) || !code.includes('createPolicy')) return null;
      if (!pattern.test(code)) throw new Error(`${id}: Lit's policy is not where it was; mend bundle.config.ts`);
      const source = JSON.stringify(here('packages/bandoc/src/trusted-types-policy.ts'));
      return { code: `import { policy as bandocPolicy } from ${source};\n${code.replace(pattern, 'bandocPolicy')}`, map: null };
    },
  };
}

/** Takes the white space out of our own templates: CSS by Lightning CSS, HTML by one space for each line end, which means the same. */
function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!/[\\/]packages[\\/][a-z-]+[\\/]src[\\/].*\.ts$/.test(id)) return null;
      const css = code.replace(/\bcss`([^`$]*)`/g, (_, text: string) => {
        const { code: small } = transformCss({ filename: id, code: Buffer.from(text), minify: true });
        return `css\`${small.toString()}\``;
      });
      return { code: css.replace(/\bhtml`[^`]*/g, (text) => text.replace(/\s*\n\s*/g, ' ')), map: null };
    },
  };
}

export default defineConfig({
  publicDir: here('packages/bandoc/public'),
  plugins: [minifyTemplates(), replaceTrustedTypesPolicy()],
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
      output: {
        minify: true,
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        codeSplitting: { groups: [{ name: 'lit', test: /node_modules[\\/](lit|@lit|lit-html|lit-element)[\\/]|packages[\\/]ui[\\/]src|trusted-types-policy/ }] },
      },
    },
  },
});
