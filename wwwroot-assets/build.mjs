// Builds wwwroot/ from src/ and the npm packages. The same inputs give the same bytes: nothing here depends on time, order or machine.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const out = 'wwwroot';
const fonts = 'node_modules/@fontsource-variable/inter/files';
const lucide = 'node_modules/lucide-static';
const target = ['chrome111', 'edge111', 'firefox113', 'safari16.4'];

// The editor's library takes a paragraph for changed when a word in it ends in a space, even if the space stays what it was, and makes
// every such paragraph of the text anew with each Enter. Only a space that is to change changes anything here.
const spaces = {
  name: 'spaces',
  setup(build) {
    build.onLoad({ filter: /roosterjs-content-model-dom.lib-mjs.modelApi.common.normalizeSegment\.js$/ }, ({ path }) => ({
      contents: [
        ['if (first == SPACE) {', 'if (first == SPACE && (context.ignoreLeadingSpaces || segment.text[1] == SPACE)) {'],
        ['if (last == SPACE) {', 'if (last == SPACE && (!context.ignoreTrailingSpaces || segment.text[segment.text.length - 2] == SPACE)) {'],
      ].reduce((text, [from, to]) => {
        if (text.split(from).length !== 2)
          throw new Error(`${path} has changed: see whether it still mutates paragraphs that stay as they are.`);
        return text.replace(from, to);
      }, readFileSync(path, 'utf8')),
    }));
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(`${out}/fonts`, { recursive: true });

await build({
  entryPoints: { app: 'src/app.ts', theme: 'src/theme.ts' },
  outdir: out, bundle: true, minify: true, format: 'iife', target, legalComments: 'none', charset: 'utf8', logLevel: 'warning',
});
await build({
  entryPoints: { passkeys: 'src/passkeys.ts', editor: 'src/editor/index.ts' },
  outdir: out, bundle: true, minify: true, format: 'esm', target, legalComments: 'none', charset: 'utf8', logLevel: 'warning', plugins: [spaces],
});
await build({
  entryPoints: { app: 'src/styles/app.css' },
  outdir: out, bundle: true, minify: true, target, legalComments: 'none', charset: 'utf8', external: ['*.woff2'], logLevel: 'warning',
});

for (const subset of ['latin', 'latin-ext', 'cyrillic', 'greek'])
  cpSync(`${fonts}/inter-${subset}-wght-normal.woff2`, `${out}/fonts/inter-${subset}.woff2`);

const names = readFileSync('src/icons.txt', 'utf8').split(/\s+/).filter(Boolean).sort();
const symbols = names.map(name => {
  const file = `${lucide}/icons/${name}.svg`;
  if (!existsSync(file))
    throw new Error(`No icon "${name}" in lucide-static.`);
  const shapes = readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->/g, '').match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, '').trim()}</symbol>`;
});
writeFileSync(`${out}/icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`);

cpSync('src/favicon.svg', `${out}/favicon.svg`);
const notices = [
  ['Inter (SIL Open Font License 1.1)', 'node_modules/@fontsource-variable/inter/LICENSE'],
  ['Lucide (ISC)', `${lucide}/LICENSE`],
  ['RoosterJS (MIT)', 'node_modules/roosterjs-content-model-core/LICENSE'],
];
writeFileSync(`${out}/licenses.txt`, notices.map(([title, file]) => `${title}\n\n${readFileSync(file, 'utf8').replace(/\r\n/g, '\n').trim()}\n`).join('\n\n'));
