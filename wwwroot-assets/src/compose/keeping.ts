// Keeps an email being written: in this browser with every pause, and on the server.
import { element, snack } from '../dom';
import { Autosave, toServer, type SaveState, type ServerDraft } from './autosave';
import type { Frame } from './frame';
import type { Letter } from './letter';
import { Pace } from './pace';
import { withoutSignature } from './signatures';
import type { ComposeStart } from './start';
import { dropDraft, keepAtOnce, keepDraft, type Draft } from './store';

const clock = (at: number) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

export class Keeping {
  autosave!: Autosave;
  /** Something was written, now or before. */
  touched = false;
  /** Nothing is kept while it opens, is handed over or is thrown away. */
  busy = true;
  private gone = false;
  /** When it was written last: what merely lies open does not become the newest because its page goes away. */
  private writtenAt = 0;
  /** As it was kept last: reading the text takes as long as it is. */
  private kept: Draft | null = null;
  private readonly pace = new Pace(() => void this.keep(), 400, 1200);
  private readonly flush = () => { if (this.touched && !this.busy) keepAtOnce(this.kept = this.draft()); };

  constructor(private readonly frame: Frame, private readonly start: ComposeStart, private readonly letter: () => Letter) {
    addEventListener('pagehide', this.flush);
    document.addEventListener('beforereload', this.flush);
  }

  open(draft: Draft | null): void {
    this.autosave = new Autosave(draft?.id ?? (this.start.mode === 'New' && this.start.key.startsWith('New:') ? this.start.key.slice(4) : crypto.randomUUID()), draft?.revision ?? 0, {
      body: () => toServer(this.letter().whole(this.kept ?? this.draft())), state: (state, at) => this.saved(state, at), conflict: (theirs, revision) => this.conflict(theirs, revision),
    });
  }

  /** What this browser held. */
  found(draft: Draft): void {
    this.frame.say(`Kept from ${clock(draft.at)}`);
    this.touched = true;
    this.writtenAt = draft.at;
  }

  /** Called with every key: whatever is as long as the text waits for a pause. */
  changed(): void {
    if (this.busy)
      return;
    this.touched = true;
    this.writtenAt = Date.now();
    this.pace.touch();
  }

  draft(): Draft {
    const draft = this.letter().draft(this.autosave.id, this.autosave.revision);
    return { ...draft, at: this.writtenAt || draft.at };
  }

  async keep(): Promise<void> {
    this.pace.stop();
    if (this.busy || this.gone)
      return;
    const letter = this.letter();
    this.frame.title(letter.subject.value);
    letter.writing.measure();
    void letter.writing.lift().then(lifted => { if (lifted) this.changed(); });
    const draft = this.kept = this.draft();
    if (!await keepDraft(draft))
      this.frame.say('Not kept: this browser has no room');
    else if (!this.autosave.isStored)
      this.frame.say(navigator.onLine ? `Kept ${clock(draft.at)}` : 'Offline, kept on this device');
    this.autosave.touch();
  }

  /** Keeps and saves what is there before the composer closes. */
  settle(): void {
    if (this.touched && !this.busy)
      void this.keep().then(() => this.autosave.settle());
  }

  /** Throws it away, here and on the server; it can be taken back for a while. */
  discard(): void {
    const draft = this.draft();
    const written = this.touched && !this.letter().writing.isEmpty;
    this.busy = true;
    this.pace.stop();
    void dropDraft(this.start.key);
    void this.autosave.discard();
    if (written)
      snack('Thrown away.', { label: 'Undo', run: () => void this.again(draft) }, 10);
  }

  dispose(): void {
    this.flush();
    this.gone = true;
    this.pace.stop();
    this.autosave?.stop();
    removeEventListener('pagehide', this.flush);
    document.removeEventListener('beforereload', this.flush);
  }

  private saved(state: SaveState, at: number): void {
    if (this.gone)
      return;
    const words: Record<SaveState, string> = {
      saved: `Saved ${clock(at)}`, local: `Kept ${clock(at)}`, offline: 'Offline, kept on this device', signedOut: 'Signed out, kept on this device',
      refused: 'Kept on this device only', conflict: 'Changed elsewhere', gone: 'Sent or thrown away elsewhere; kept on this device',
    };
    this.frame.say(words[state]);
    // The confirmed revision belongs to the copy on this device, or the next reload would begin from an old one.
    if (state === 'saved' && this.kept)
      void keepDraft({ ...this.kept, revision: this.autosave.revision });
  }

  private conflict(theirs: ServerDraft, revision: number): void {
    const note = this.frame.find('[data-conflict]');
    note.hidden = false;
    const act = (label: string, run: () => void) => {
      const button = element('button', 'link', label);
      button.type = 'button';
      button.onclick = () => { note.hidden = true; run(); this.kept = null; this.autosave.resume(revision); this.changed(); };
      return button;
    };
    const html = () => theirs.isPlainText ? theirs.text : withoutSignature(theirs.html);
    note.querySelector('.acts')!.replaceChildren(
      act('Keep mine', () => undefined), act('Keep theirs', () => this.letter().take(theirs, html())),
      act('Keep both', () => this.letter().writing.appendOther(html(), theirs.text, theirs.isPlainText)));
  }

  /** Opened anew with what it held, as an email the server does not know yet. */
  private async again(draft: Draft): Promise<void> {
    const id = crypto.randomUUID();
    const key = draft.mode === 'New' ? `New:${id}` : draft.key;
    await keepDraft({ ...draft, id, revision: 0, key });
    document.dispatchEvent(new CustomEvent('reopen', { detail: { mode: draft.mode, emailId: draft.emailId, key } }));
  }
}
