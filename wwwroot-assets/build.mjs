// Builds wwwroot/ from src/ and the npm packages. The same inputs give the same bytes: nothing here depends on time, order or machine.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const out = 'wwwroot';
const fonts = 'node_modules/@fontsource-variable/inter/files';
const lucide = 'node_modules/lucide-static';
const target = ['chrome111', 'edge111', 'firefox113', 'safari16.4'];

// Of a long text an Enter changes a paragraph or two, but the editor's library spends time on each of the others: it takes one for changed, and makes
// it anew, when a word in it ends in a space, even if the space stays what it was; it looks through what is already in the page for what to put in
// order; and it asks of each whether it is an entity. It also loses track of a line that the caret stands at the start of, because it writes that line
// behind an empty text of its own, and reads the whole text again with the next letter. None of this changes what comes of the text.
const changes = {
  'dom/lib-mjs/modelApi/common/normalizeSegment': [
    ['if (first == SPACE) {', 'if (first == SPACE && (context.ignoreLeadingSpaces || segment.text[1] == SPACE)) {'],
    ['if (last == SPACE) {', 'if (last == SPACE && (!context.ignoreTrailingSpaces || segment.text[segment.text.length - 2] == SPACE)) {'],
  ],
  'dom/lib-mjs/modelApi/common/normalizeContentModel': [
    ['normalizeParagraph(block);', 'if (!block.cachedElement) normalizeParagraph(block);'],
  ],
  'dom/lib-mjs/domUtils/reuseCachedElement': [
    ['var isEntity = isEntityElement(element);', 'var isEntity = refNode && refNode != element && isEntityElement(element);'],
  ],
  'core/lib-mjs/corePlugin/cache/domIndexerImpl': [
    ['onMergeText = function (targetText, sourceText) {',
      `onMergeText = function (targetText, sourceText) {
        if (targetText.nodeValue === '' && !targetText.__roosterjsContentModel) {
          targetText.__roosterjsContentModel = sourceText.__roosterjsContentModel;
          delete sourceText.__roosterjsContentModel;
          return;
        }`],
  ],
};
const unchanged = {
  name: 'unchanged',
  setup(build) {
    for (const [module, replacements] of Object.entries(changes))
      build.onLoad({ filter: new RegExp(`roosterjs-content-model-${module.replaceAll('/', '.')}\\.js$`) }, ({ path }) => ({
        contents: replacements.reduce((text, [from, to]) => {
          if (text.split(from).length !== 2)
            throw new Error(`${path} has changed: see whether it still spends time on what stays as it is.`);
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
  outdir: out, bundle: true, minify: true, format: 'esm', target, legalComments: 'none', charset: 'utf8', logLevel: 'warning', plugins: [unchanged],
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
