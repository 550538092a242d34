// Files of an email looked at without leaving it: a dialog with the file in a frame of its own; arrow keys go on to the next.
import { element, icon } from './dom';

let dialog: HTMLDialogElement | null = null;
let files: HTMLElement[] = [];
let at = 0;

function show(index: number): void {
  const file = files[at = (index + files.length) % files.length]!;
  dialog!.querySelector('h2')!.textContent = file.dataset.name ?? '';
  dialog!.ariaLabel = file.dataset.name ?? 'File';
  const frame = element('iframe');
  frame.title = file.dataset.name ?? 'File';
  frame.referrerPolicy = 'no-referrer';
  frame.src = file.dataset.preview!;
  dialog!.querySelector('.pvbody')!.replaceChildren(frame);
  const link = file.closest('li')?.querySelector<HTMLAnchorElement>('a[download]');
  const download = dialog!.querySelector<HTMLAnchorElement>('a')!;
  download.href = link?.href ?? file.dataset.preview!;
  download.download = file.dataset.name ?? '';
  dialog!.querySelectorAll<HTMLElement>('[data-step]').forEach(button => { button.hidden = files.length < 2; });
}

function make(): HTMLDialogElement {
  const made = element('dialog', 'box preview');
  made.innerHTML = `<header><h2 class="ellipsis"></h2><button type="button" class="tool" data-step="-1" aria-label="Previous file">${icon('chevron-left')}</button>`
    + `<button type="button" class="tool" data-step="1" aria-label="Next file">${icon('chevron-right')}</button>`
    + `<a class="tool" aria-label="Download" title="Download">${icon('download')}</a><button type="button" class="tool" data-close aria-label="Close">${icon('x')}</button></header><div class="pvbody"></div>`;
  made.addEventListener('click', event => {
    const step = (event.target as Element).closest<HTMLElement>('[data-step]')?.dataset.step;
    if (step)
      show(at + Number(step));
  });
  made.addEventListener('keydown', event => {
    if (files.length > 1 && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      event.preventDefault();
      show(at + (event.key === 'ArrowRight' ? 1 : -1));
    }
  });
  // What is not looked at any more is let go of.
  made.addEventListener('close', () => made.querySelector('.pvbody')!.replaceChildren());
  document.body.append(made);
  return made;
}

export function startPreviews(): void {
  document.addEventListener('click', event => {
    const file = (event.target as Element).closest?.<HTMLElement>('[data-preview]');
    if (!file)
      return;
    dialog ??= make();
    files = [...(file.closest('ul') ?? document).querySelectorAll<HTMLElement>('[data-preview]')];
    show(files.indexOf(file));
    dialog.showModal();
  });
}
