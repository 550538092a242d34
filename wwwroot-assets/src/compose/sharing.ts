// With whom the email being written is shared.
import { element, snack } from '../dom';
import type { Keeping } from './keeping';

interface Reader { personId: string; name: string; isChosen: boolean }

export class Sharing {
  constructor(private readonly row: HTMLElement, private readonly keeping: Keeping) { }

  /** Shows with whom a stored draft is shared already. */
  async load(): Promise<void> {
    if (this.keeping.autosave.isStored)
      this.show(await this.read() ?? []);
  }

  /** Asks with whom. The draft is saved first: there is nothing to share before. */
  async choose(): Promise<void> {
    await this.keeping.keep();
    await this.keeping.autosave.settle();
    const readers = this.keeping.autosave.isStored ? await this.read() : null;
    if (!readers)
      snack('The draft is not saved yet, so it cannot be shared. Try again when the line is back.');
    else if (readers.length === 0)
      snack('There is no colleague to share it with yet.');
    else
      this.ask(readers);
  }

  private get address(): string {
    return `${this.keeping.autosave.address}/shares`;
  }

  private async read(): Promise<Reader[] | null> {
    const answer = await fetch(this.address, { headers: { accept: 'application/json' } }).catch(() => null);
    return answer?.ok ? await answer.json() as Reader[] : null;
  }

  private show(readers: Reader[]): void {
    const names = readers.filter(reader => reader.isChosen).map(reader => reader.name);
    this.row.hidden = names.length === 0;
    this.row.querySelector('span')!.textContent = `Shared with ${names.join(', ')}`;
  }

  private ask(readers: Reader[]): void {
    const dialog = element('dialog', 'box sharedraft');
    dialog.setAttribute('aria-label', 'Share this draft');
    const form = element('form');
    const error = element('p', 'error');
    error.role = 'alert';
    const list = element('div', 'checks');
    const boxes = readers.map(reader => {
      const label = element('label', 'check');
      const box = Object.assign(element('input'), { type: 'checkbox', checked: reader.isChosen, value: reader.personId });
      label.append(box, reader.name);
      list.append(label);
      return box;
    });
    const cancel = Object.assign(element('button', 'btn', 'Cancel'), { type: 'button', onclick: () => dialog.close() });
    const footer = element('footer');
    footer.append(cancel, element('button', 'btn primary', 'Share'));
    form.append(element('h2', '', 'Share this draft'), element('p', 'quiet', 'They can read it and change its subject and text. Only you can send it.'), list, error, footer);
    form.onsubmit = event => {
      event.preventDefault();
      const chosen = readers.map((reader, at) => ({ ...reader, isChosen: boxes[at]!.checked }));
      void this.save(chosen).then(problem => {
        error.textContent = problem;
        if (!problem)
          dialog.close();
      });
    };
    dialog.onclose = () => dialog.remove();
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
  }

  private async save(readers: Reader[]): Promise<string> {
    const answer = await fetch(this.address, {
      method: 'PUT', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify({ personIds: readers.filter(reader => reader.isChosen).map(reader => reader.personId) }),
    }).catch(() => null);
    if (answer?.ok) {
      this.show(readers);
      return '';
    }
    const problem = await answer?.json().catch(() => null) as { detail?: string; errors?: Record<string, string[]> } | null | undefined;
    return Object.values(problem?.errors ?? {}).flat().join(' ') || problem?.detail || 'Not shared: the server cannot be reached.';
  }
}
