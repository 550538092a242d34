// Files of an email being written: uploaded at once with their progress, removable, kept with the draft.
import { element, icon } from '../dom';
import type { KeptFile } from './store';

interface Item extends KeptFile { state: 'here' | 'uploading' | 'failed'; sent: number; file?: File; request?: XMLHttpRequest; done?: Promise<void>; why?: string }

export function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Streams one file to the server; resolves with its id. */
export function upload(file: File, name: string, request: XMLHttpRequest, progress: (sent: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    request.open('POST', `/mail/uploads?fileName=${encodeURIComponent(name)}`);
    request.setRequestHeader('content-type', file.type || 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = event => progress(event.loaded);
    request.onload = () => {
      if (request.status < 300)
        resolve((JSON.parse(request.responseText) as { id: string }).id);
      else
        reject(new Error(problemOf(request)));
    };
    request.onerror = request.onabort = () => reject(new Error('The line broke.'));
    request.send(file);
  });
}

function problemOf(request: XMLHttpRequest): string {
  try {
    const problem = JSON.parse(request.responseText) as { detail?: string; title?: string; errors?: Record<string, string[]> };
    return Object.values(problem.errors ?? {}).flat()[0] ?? problem.detail ?? problem.title ?? 'The server refused it.';
  } catch {
    return 'The server refused it.';
  }
}

export class Files {
  /** Bytes of all files together that the mailbox sends with one email. */
  limit = 0;
  private items: Item[] = [];

  constructor(private readonly box: HTMLElement, private readonly changed: () => void, private readonly refuse: (text: string) => void) { }

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

  get total(): number {
    return this.items.reduce((sum, item) => sum + item.size, 0);
  }

  /** What is wrong with the size of all of them; empty when nothing is. */
  get excess(): string {
    return this.total > this.limit ? `The files have ${sizeText(this.total)} together, and ${this.atMost}. Remove one, or send a link to it instead.` : '';
  }

  private get atMost(): string {
    return `this mailbox sends at most ${sizeText(this.limit)} of files with one email`;
  }

  get kept(): KeptFile[] {
    return this.items.filter(item => item.state === 'here').map(({ uploadId, attachmentId, name, size }) => ({ uploadId, attachmentId, name, size }));
  }

  /** Resolves when no file is on its way any more. */
  async settled(): Promise<void> {
    while (this.uploading)
      await Promise.all(this.items.map(item => item.done));
  }

  take(files: KeptFile[]): void {
    this.items.push(...files.map(file => ({ ...file, state: 'here' as const, sent: file.size })));
    this.draw();
  }

  toSend(): { uploadId?: string; attachmentId?: string }[] {
    return this.kept.map(item => item.uploadId ? { uploadId: item.uploadId } : { attachmentId: item.attachmentId });
  }

  /** Takes files in; those that would not fit are named and left out before a byte of them is sent. */
  add(files: File[]): void {
    const large: string[] = [];
    for (const file of files) {
      if (this.total + file.size > this.limit) {
        large.push(`${file.name} (${sizeText(file.size)})`);
        continue;
      }
      const item: Item = { name: file.name || 'file', size: file.size, sent: 0, state: 'uploading', file };
      this.items.push(item);
      item.done = this.send(item);
    }
    if (large.length)
      this.refuse(`Not attached: ${large.join(', ')}. ${this.atMost.charAt(0).toUpperCase()}${this.atMost.slice(1)}; send a link to larger ones instead.`);
    this.draw();
  }

  dispose(): void {
    this.items.forEach(item => item.request?.abort());
  }

  private async send(item: Item): Promise<void> {
    item.state = 'uploading';
    item.why = undefined;
    item.request = new XMLHttpRequest();
    try {
      item.uploadId = await upload(item.file!, item.name, item.request, sent => { item.sent = sent; this.progress(item); });
      item.state = 'here';
    } catch (error) {
      item.state = 'failed';
      item.why = (error as Error).message;
    }
    this.draw();
    this.changed();
  }

  private remove(item: Item): void {
    const next = this.items[this.items.indexOf(item) + 1];
    this.items = this.items.filter(other => other !== item);
    item.request?.abort();
    if (item.uploadId)
      void fetch(`/mail/uploads/${encodeURIComponent(item.uploadId)}`, { method: 'DELETE' }).catch(() => undefined);
    this.draw();
    this.changed();
    this.box.querySelectorAll<HTMLElement>('.filechip [data-take]')[next ? this.items.indexOf(next) : this.items.length - 1]?.focus();
  }

  private progress(item: Item): void {
    const chip = this.box.children[this.items.indexOf(item)];
    const bar = chip?.querySelector('progress');
    if (bar)
      bar.value = item.sent / Math.max(item.size, 1);
  }

  private draw(): void {
    this.box.hidden = this.items.length === 0;
    this.box.replaceChildren(...this.items.map(item => {
      const chip = element('div', item.state === 'failed' ? 'filechip bad' : 'filechip');
      chip.innerHTML = icon(item.state === 'failed' ? 'circle-alert' : 'paperclip');
      const words = element('span');
      words.append(element('b', 'ellipsis', item.name));
      if (item.state === 'uploading') {
        const bar = element('progress');
        bar.max = 1;
        bar.value = item.sent / Math.max(item.size, 1);
        bar.ariaLabel = `${item.name} is being uploaded`;
        words.append(bar);
      } else
        words.append(element('small', '', item.state === 'failed' ? item.why ?? 'Not uploaded' : item.attachmentId ? `${sizeText(item.size)} · from the original` : sizeText(item.size)));
      chip.append(words);
      if (item.state === 'failed' && item.file) {
        const again = element('button', 'link', 'Try again');
        again.type = 'button';
        again.onclick = () => { item.done = this.send(item); this.draw(); };
        chip.append(again);
      }
      const cross = element('button', 'tool');
      cross.type = 'button';
      cross.dataset.take = '';
      cross.ariaLabel = item.state === 'uploading' ? `Cancel ${item.name}` : `Remove ${item.name}`;
      cross.title = cross.ariaLabel;
      cross.innerHTML = icon('x');
      cross.onclick = () => this.remove(item);
      chip.append(cross);
      return chip;
    }));
  }
}
