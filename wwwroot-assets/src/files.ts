// Files of an email being written: uploaded at once, shown with their size, removable.
import { element, icon } from './dom';

interface Item { name: string; size: number; uploadId?: string; attachmentId?: string; state: 'here' | 'uploading' | 'failed'; abort?: AbortController; done?: Promise<void> }

export function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export class Files {
  private items: Item[] = [];
  private readonly box: HTMLElement;

  constructor(root: HTMLElement, private readonly changed: () => void) {
    this.box = root.querySelector<HTMLElement>('[data-files]')!;
    const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
    input.addEventListener('change', () => { void this.add([...input.files ?? []]); input.value = ''; });
    root.querySelector('[data-attach]')!.addEventListener('click', () => input.click());
    root.addEventListener('dragover', event => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
    root.addEventListener('drop', event => {
      if (event.dataTransfer?.files.length) {
        event.preventDefault();
        void this.add([...event.dataTransfer.files]);
      }
    });
    root.addEventListener('paste', event => {
      if (event.clipboardData?.files.length && !event.clipboardData.getData('text/html')) {
        event.preventDefault();
        void this.add([...event.clipboardData.files]);
      }
    });
  }

  get count(): number {
    return this.items.length;
  }

  get uploading(): boolean {
    return this.items.some(item => item.state === 'uploading');
  }

  /** The name of a file that did not arrive. */
  get failed(): string | undefined {
    return this.items.find(item => item.state === 'failed')?.name;
  }

  /** Resolves when no file is on its way any more. */
  async settled(): Promise<void> {
    while (this.uploading)
      await Promise.all(this.items.map(item => item.done));
  }

  take(attachments: { id: string; fileName: string; size: number }[]): void {
    this.items.push(...attachments.map(file => ({ name: file.fileName, size: file.size, attachmentId: file.id, state: 'here' as const })));
    this.draw();
  }

  toSend(): { uploadId?: string; attachmentId?: string }[] {
    return this.items.filter(item => item.state === 'here').map(item => item.uploadId ? { uploadId: item.uploadId } : { attachmentId: item.attachmentId });
  }

  private async add(files: File[]): Promise<void> {
    await Promise.all(files.map(file => {
      const item: Item = { name: file.name || 'picture.png', size: file.size, state: 'uploading', abort: new AbortController() };
      this.items.push(item);
      return item.done = this.upload(item, file);
    }));
  }

  private async upload(item: Item, file: File): Promise<void> {
    this.draw();
    try {
      const answer = await fetch(`/mail/uploads?fileName=${encodeURIComponent(item.name)}`, {
        method: 'POST', body: file, signal: item.abort!.signal,
        headers: { 'content-type': file.type || 'application/octet-stream', accept: 'application/json' },
      });
      if (!answer.ok)
        throw new Error(String(answer.status));
      item.uploadId = (await answer.json() as { id: string }).id;
      item.state = 'here';
    } catch {
      item.state = 'failed';
    }
    this.draw();
    this.changed();
  }

  private remove(item: Item): void {
    item.abort?.abort();
    this.items = this.items.filter(other => other !== item);
    if (item.uploadId)
      void fetch(`/mail/uploads/${encodeURIComponent(item.uploadId)}`, { method: 'DELETE' }).catch(() => undefined);
    this.draw();
    this.changed();
  }

  private draw(): void {
    this.box.hidden = this.items.length === 0;
    this.box.replaceChildren(...this.items.map(item => {
      const chip = element('span', item.state === 'failed' ? 'person bad' : 'person');
      const state = item.state === 'uploading' ? 'uploading…' : item.state === 'failed' ? 'not uploaded' : sizeText(item.size);
      chip.append(element('span', '', item.name), element('span', 'quiet', ` ${state}`));
      const cross = element('button');
      cross.type = 'button';
      cross.ariaLabel = `Remove ${item.name}`;
      cross.insertAdjacentHTML('afterbegin', icon('x'));
      cross.onclick = () => this.remove(item);
      chip.append(cross);
      return chip;
    }));
  }
}
