// The settings page of signatures: a list, and the same editor as the composer's.
import { element, snack } from './dom';
import { loadEditor, type RichEditor, type Toolbar } from './richtext';
import { scheme } from './scheme';
import type { Signature } from './compose/signatures';

const place = '/api/email/signatures';
const largestPicture = 150_000;

export class SignaturePage {
  private readonly form: HTMLFormElement;
  private readonly list: HTMLElement;
  private editor: RichEditor | null = null;
  private toolbar: Toolbar | null = null;
  private safe: (html: string) => string = () => '';
  private all: Signature[] = [];
  private open: Signature | null = null;
  private readonly theme = () => this.editor?.setDark(scheme() === 'dark');

  constructor(private readonly root: HTMLElement) {
    this.form = this.find('[data-form]');
    this.list = this.find('[data-list]');
    this.find('[data-add]').addEventListener('click', () => this.edit({ id: '', mailboxId: this.find<HTMLSelectElement>('[data-mailbox]').value, name: '', html: '', isDefaultForNew: !this.all.length, isDefaultForReply: !this.all.length }));
    this.find('[data-cancel]').addEventListener('click', () => this.close());
    this.form.addEventListener('submit', event => { event.preventDefault(); void this.save(); });
    this.root.addEventListener('paste', event => this.pasted(event), true);
    document.addEventListener('themechange', this.theme);
    void this.load();
  }

  dispose(): void {
    document.removeEventListener('themechange', this.theme);
    this.toolbar?.dispose();
    this.editor?.dispose();
  }

  private find<T extends HTMLElement>(selector: string): T {
    return this.root.querySelector<T>(selector)!;
  }

  private async load(): Promise<void> {
    const [answer, chunk] = await Promise.all([fetch(place, { headers: { accept: 'application/json' } }).catch(() => null), loadEditor()]);
    this.safe = chunk.safeHtml;
    if (!answer?.ok) {
      this.list.replaceChildren(element('li', 'error', 'The signatures cannot be fetched now. Load the page again.'));
      return;
    }
    this.all = await answer.json() as Signature[];
    const edit = this.find<HTMLDivElement>('.edit');
    this.editor ??= new chunk.RichEditor(edit, '', scheme() === 'dark', { changed: () => undefined, moved: () => this.toolbar?.moved() });
    this.toolbar ??= new chunk.Toolbar(this.find('[data-tools]'), edit, () => this.editor!);
    this.draw();
  }

  private draw(): void {
    const address = (id: string) => [...this.find<HTMLSelectElement>('[data-mailbox]').options].find(option => option.value === id)?.text ?? '';
    this.list.replaceChildren(...this.all.map(signature => {
      const row = element('li');
      const words = element('div');
      const head = element('b', 'ellipsis', signature.name);
      const small = element('small', '', [address(signature.mailboxId), signature.isDefaultForNew ? 'new emails' : '', signature.isDefaultForReply ? 'answers' : ''].filter(Boolean).join(' · '));
      const shown = element('div', 'sigtext');
      shown.innerHTML = this.safe(signature.html);
      words.append(head, small, shown);
      const change = element('button', 'btn small', 'Edit');
      change.type = 'button';
      change.ariaLabel = `Edit ${signature.name}`;
      change.onclick = () => this.edit(signature);
      const remove = element('button', 'btn small quiet', 'Delete');
      remove.type = 'button';
      remove.ariaLabel = `Delete ${signature.name}`;
      remove.onclick = () => void this.remove(signature);
      row.append(words, change, remove);
      return row;
    }));
    if (!this.all.length)
      this.list.replaceChildren(element('li', 'quiet', 'No signature yet: your emails end with your last line.'));
  }

  private edit(signature: Signature): void {
    this.open = signature;
    this.find<HTMLInputElement>('[data-name]').value = signature.name;
    this.find<HTMLSelectElement>('[data-mailbox]').value = signature.mailboxId;
    this.find<HTMLInputElement>('[data-new]').checked = signature.isDefaultForNew;
    this.find<HTMLInputElement>('[data-reply]').checked = signature.isDefaultForReply;
    this.find('[data-error]').textContent = '';
    this.editor?.replace(signature.html);
    this.form.hidden = false;
    this.find('[data-name]').focus();
  }

  private close(): void {
    this.form.hidden = true;
    this.open = null;
    this.find('[data-add]').focus();
  }

  private async save(): Promise<void> {
    if (!this.open || !this.editor)
      return;
    const answer = await fetch(this.open.id ? `${place}/${this.open.id}` : place, {
      method: this.open.id ? 'PUT' : 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        mailboxId: this.find<HTMLSelectElement>('[data-mailbox]').value, name: this.find<HTMLInputElement>('[data-name]').value, html: this.editor.html(),
        isDefaultForNew: this.find<HTMLInputElement>('[data-new]').checked, isDefaultForReply: this.find<HTMLInputElement>('[data-reply]').checked,
      }),
    }).catch(() => null);
    if (answer?.ok) {
      this.close();
      await this.load();
      snack('The signature is saved.');
      return;
    }
    const problem = await answer?.json().catch(() => null) as { detail?: string; errors?: Record<string, string[]> } | null | undefined;
    this.find('[data-error]').textContent = Object.values(problem?.errors ?? {}).flat().join(' ') || problem?.detail || 'Not saved: the server cannot be reached.';
  }

  private async remove(signature: Signature): Promise<void> {
    const answer = await fetch(`${place}/${signature.id}`, { method: 'DELETE' }).catch(() => null);
    await this.load();
    if (answer?.ok)
      snack(`“${signature.name}” is deleted.`, { label: 'Undo', run: () => void this.restore(signature) }, 10);
  }

  private async restore(signature: Signature): Promise<void> {
    await fetch(place, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...signature, id: null }) }).catch(() => null);
    await this.load();
  }

  // A signature keeps its pictures in itself: they must be small.
  private pasted(event: ClipboardEvent): void {
    const files = [...event.clipboardData?.files ?? []].filter(file => file.type.startsWith('image/'));
    if (files.some(file => file.size > largestPicture)) {
      event.preventDefault();
      event.stopPropagation();
      this.find('[data-error]').textContent = 'A picture in a signature can have at most 150 kB.';
    }
  }
}
