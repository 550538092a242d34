// Files dragged anywhere over the page go to the composer in front, or to the one they are dropped on.
type Take = (files: File[], inText: boolean) => void;
const takers = new Map<HTMLElement, Take>();
let depth = 0;

const hasFiles = (event: DragEvent) => !!event.dataTransfer?.types.includes('Files') && takers.size > 0;

function target(event: DragEvent): HTMLElement | undefined {
  const open = [...takers.keys()].filter(root => root.isConnected && !root.hasAttribute('data-small'));
  return open.find(root => root.contains(event.target as Node)) ?? open.find(root => root.contains(document.activeElement)) ?? open.at(-1);
}

function mark(on: HTMLElement | undefined): void {
  takers.forEach((_, root) => root.toggleAttribute('data-drop', root === on));
}

function end(): void {
  depth = 0;
  mark(undefined);
}

document.addEventListener('dragenter', event => { if (hasFiles(event)) { depth++; mark(target(event)); } });
document.addEventListener('dragleave', event => { if (hasFiles(event) && --depth <= 0) end(); });
document.addEventListener('dragover', event => {
  if (!hasFiles(event))
    return;
  event.preventDefault();
  event.dataTransfer!.dropEffect = 'copy';
});
document.addEventListener('drop', event => {
  if (!hasFiles(event))
    return;
  const root = target(event);
  end();
  const files = [...event.dataTransfer!.files];
  event.preventDefault();
  event.stopPropagation();
  if (!root || !files.length)
    return;
  const inText = !!root.querySelector('.edit')?.contains(event.target as Node);
  const take = takers.get(root)!;
  const pictures = inText ? files.filter(file => file.type.startsWith('image/')) : [];
  const others = files.filter(file => !pictures.includes(file));
  if (pictures.length)
    take(pictures, true);
  if (others.length)
    take(others, false);
}, true);

/** Registers a composer; call what it returns when the composer goes. */
export function takesDrops(root: HTMLElement, take: Take): () => void {
  takers.set(root, take);
  return () => takers.delete(root);
}
