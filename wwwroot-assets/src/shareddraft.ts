// A colleague's draft: its subject and text, saved as they are written.
import { Autosave, type SaveState, type ServerPerson } from './compose/autosave';
import { splitSignature, withoutSignature } from './compose/signatures';
import { element, snack } from './dom';
import { loadEditor, type RichEditor, type Toolbar } from './richtext';
import { scheme } from './scheme';

interface SharedDraft {
  id: string; ownerName: string; from: string; revision: number; savedAt: string; to: ServerPerson[]; cc: ServerPerson[]; subject: string; html: string; text: string; isPlainText: boolean; files: number;
}

const clock = (at: number) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

export class SharedDraftPage {
  private readonly place: string;
  private readonly subject: HTMLInputElement;
  private readonly plain: HTMLTextAreaElement;
  private readonly note: HTMLElement;
  private editor: RichEditor | null = null;
  private toolbar: Toolbar | null = null;
  private autosave: Autosave<SharedDraft> | null = null;
  private draft: SharedDraft | null = null;
  private signature = '';
  /** The editor is being filled: nobody is writing. */
  private taking = false;
  private readonly theme = () => this.editor?.setDark(scheme() === 'dark');
  private readonly leaving = (event: BeforeUnloadEvent) => { if (this.autosave && !this.autosave.isClean) event.preventDefault(); };

  constructor(private readonly root: HTMLElement, id: string) {
    this.place = `/api/email/shared-drafts/${encodeURIComponent(id)}`;
    this.subject = this.find('[data-subject]');
    this.plain = this.find('textarea');
    this.note = this.find('[data-conflict]');
    this.subject.addEventListener('input', () => this.autosave?.touch());
    this.plain.addEventListener('input', () => this.autosave?.touch());
    this.root.addEventListener('paste', event => this.pasted(event), true);
    document.addEventListener('themechange', this.theme);
    addEventListener('beforeunload', this.leaving);
    void this.open();
  }

  /** Somebody has saved it. */
  async changed(): Promise<void> {
    const draft = this.autosave && await this.read();
    if (!draft || !this.autosave || draft.revision <= this.autosave.revision || !this.autosave.isClean)
      return;
    this.take(draft);
    this.autosave.revision = draft.revision;
    this.say(`Changed ${clock(Date.parse(draft.savedAt))}`);
  }

  dispose(): void {
    void this.autosave?.settle().finally(() => this.autosave?.stop());
    document.removeEventListener('themechange', this.theme);
    removeEventListener('beforeunload', this.leaving);
    this.toolbar?.dispose();
    this.editor?.dispose();
  }

  private find<T extends HTMLElement>(selector: string): T {
    return this.root.querySelector<T>(selector)!;
  }

  private say(text: string): void {
    this.find('[data-state]').textContent = text;
  }

  private async read(): Promise<SharedDraft | null> {
    const answer = await fetch(this.place, { headers: { accept: 'application/json' } }).catch(() => null);
    if (answer?.ok)
      return await answer.json() as SharedDraft;
    this.close(answer?.status === 404 ? 'This draft was sent or thrown away, or is no longer shared with you.' : 'The draft cannot be fetched now. Load the page again.');
    return null;
  }

  private async open(): Promise<void> {
    const [draft, chunk] = await Promise.all([this.read(), loadEditor().catch(() => null)]);
    if (!draft)
      return;
    if (!chunk) {
      this.close('The editor could not be loaded. Load the page again.');
      return;
    }
    const edit = this.find<HTMLDivElement>('.edit');
    this.editor = new chunk.RichEditor(edit, '', scheme() === 'dark', { changed: () => { if (!this.taking) this.autosave?.touch(); }, moved: () => this.toolbar?.moved() });
    this.toolbar = new chunk.Toolbar(this.find('[data-tools]'), edit, () => this.editor!);
    this.take(draft);
    this.autosave = new Autosave<SharedDraft>(draft.id, draft.revision, {
      body: () => this.body(), state: (state, at) => this.state(state, at), conflict: (theirs, revision) => this.conflict(theirs, revision),
    }, this.place);
    this.root.removeAttribute('data-loading');
  }

  private take(draft: SharedDraft): void {
    this.draft = draft;
    const people = (list: ServerPerson[]) => list.map(person => person.name || person.address).join(', ');
    this.find('[data-people]').textContent = [draft.to.length ? `to ${people(draft.to)}` : 'no recipient yet', draft.cc.length ? `copy to ${people(draft.cc)}` : '', draft.files ? `${draft.files} ${draft.files === 1 ? 'file' : 'files'}` : ''].filter(Boolean).join(' · ');
    this.find('[data-owner]').textContent = `${draft.ownerName} sends it from ${draft.from}`;
    this.subject.value = draft.subject;
    this.find('[data-rich]').hidden = draft.isPlainText;
    this.plain.hidden = !draft.isPlainText;
    this.plain.value = draft.text;
    // The signature is its writer's: it stays as it is.
    const { text, signature } = splitSignature(draft.html);
    this.signature = signature;
    this.taking = true;
    this.editor?.replace(text);
    this.taking = false;
  }

  private body(): object {
    return this.draft?.isPlainText
      ? { subject: this.subject.value, html: '', text: this.plain.value }
      : { subject: this.subject.value, html: (this.editor?.html() ?? '') + this.signature, text: this.editor?.text() ?? '' };
  }

  private state(state: SaveState, at: number): void {
    const words: Record<SaveState, string> = {
      saved: `Saved ${clock(at)}`, local: 'Not saved', offline: 'Offline: not saved yet, keep this page open', signedOut: 'Signed out: not saved yet', refused: 'Too long: not saved', conflict: 'Changed by somebody else',
      gone: 'Not saved: it was sent or thrown away, or is no longer shared with you',
    };
    this.say(words[state]);
  }

  private conflict(theirs: SharedDraft, revision: number): void {
    const act = (label: string, run: () => void) => {
      const button = Object.assign(element('button', 'link', label), { type: 'button' });
      button.onclick = () => { this.note.hidden = true; run(); this.autosave?.resume(revision); };
      return button;
    };
    this.note.hidden = false;
    this.note.querySelector('.acts')!.replaceChildren(act('Keep mine', () => undefined), act('Keep theirs', () => this.take(theirs)), act('Keep both', () => this.append(theirs)));
  }

  private append(theirs: SharedDraft): void {
    if (theirs.isPlainText)
      this.plain.value += `\n\n${theirs.text}`;
    else
      this.editor?.append(withoutSignature(theirs.html));
  }

  private pasted(event: ClipboardEvent): void {
    if (!event.clipboardData?.files.length || event.clipboardData.types.includes('text/html'))
      return;
    event.preventDefault();
    event.stopPropagation();
    snack('Only the writer of the draft can add files and pictures.');
  }

  private close(words: string): void {
    this.autosave?.stop();
    this.find('[data-form]').hidden = true;
    const gone = this.find('[data-gone]');
    gone.hidden = false;
    gone.querySelector('p')!.textContent = words;
    this.root.removeAttribute('data-loading');
  }
}
