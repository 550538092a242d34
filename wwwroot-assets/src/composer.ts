// The composer. Everything typed stays here; the server gets the text when it is saved and when it is sent.
import { takeAhead } from './ahead';
import { Autosave, type SaveState, type ServerDraft } from './autosave';
import { doubtsOf } from './checks';
import { Chips } from './chips';
import { element, snack } from './dom';
import { Files, sizeText } from './files';
import { takesDrops } from './drops';
import { domainOf, wellFormed, type Person } from './people';
import { liftPictures, placePicture } from './pictures';
import { Quote } from './quote';
import { loadEditor, type RichEditor, type Toolbar } from './richtext';
import { scheme } from './scheme';
import { tellLeaving } from './leaving';
import { Handover, outgoingId, refusalOf, type When } from './sending';
import { chooseTime } from './times';
import { Signatures, withoutSignature } from './signatures';
import { dropDraft, findDraft, keepAtOnce, keepDraft, type Draft } from './store';

export interface ComposeStart {
  key: string; mode: string; emailId: string; mailboxId: string; to: Person[]; cc: Person[]; subject: string;
  attachments: { id: string; fileName: string; size: number }[];
  /** The domains of the people in the thread. */
  known: string[];
  /** Recipients of an email of this person, at most, as a rule. */
  usual: number;
  /** Bytes of all files together, by mailbox. */
  fileLimits: Record<string, number>;
}

const clock = (at: number) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
const fields = ['to', 'cc', 'bcc'] as const;
type Field = typeof fields[number];

export class Composer {
  private readonly chips: Record<Field, Chips>;
  private readonly files: Files;
  private readonly quote: Quote;
  private readonly signatures: Signatures;
  private readonly subject: HTMLInputElement;
  private readonly edit: HTMLDivElement;
  private readonly plain: HTMLTextAreaElement;
  private readonly from: HTMLSelectElement;
  private readonly status: HTMLElement;
  private readonly stopDrops: () => void;
  private editor: RichEditor | null = null;
  private toolbar: Toolbar | null = null;
  private safe: (html: string) => string = () => '';
  private autosave!: Autosave;
  private readonly handover = new Handover();
  private when: When = {};
  private timer = 0;
  private touched = false;
  private busy = true;
  private sending = false;
  private gone = false;
  private readonly asked = new Set<string>();
  private readonly flush = () => { if (this.touched && !this.busy) keepAtOnce(this.draft()); };
  private readonly theme = () => this.editor?.setDark(scheme() === 'dark');

  constructor(private readonly root: HTMLElement, private readonly server: DotNetObject, private readonly start: ComposeStart) {
    const changed = () => this.changed();
    this.chips = Object.fromEntries(fields.map(field => [field, new Chips(this.find(`[data-field=${field}]`), () => { this.clearError(field); changed(); }, '/mail/people')])) as Record<Field, Chips>;
    this.files = new Files(this.find('[data-files]'), changed, text => this.error('attachments', text));
    this.subject = this.find('.subject');
    this.edit = this.find('.edit');
    this.plain = this.find('.plain');
    this.from = this.find('[data-from]');
    this.status = this.find('.chead small');
    this.quote = new Quote(root, start.emailId, start.mode, changed, text => this.error('', text));
    this.signatures = new Signatures(this.find('.sig'), this.find('[data-signatures]'), start.mode !== 'New', changed, () => this.safe);
    this.subject.addEventListener('input', changed);
    this.plain.addEventListener('input', changed);
    this.from.addEventListener('change', () => { this.sender(); this.changed(); });
    root.addEventListener('click', event => this.clicked(event));
    root.addEventListener('keydown', event => this.key(event));
    root.addEventListener('paste', event => this.pasted(event), true);
    const picker = this.find<HTMLInputElement>('input[type=file]');
    const pictures = Object.assign(element('input'), { type: 'file', multiple: true, accept: 'image/png,image/jpeg,image/gif,image/webp' });
    picker.addEventListener('change', () => { this.attach([...picker.files ?? []]); picker.value = ''; });
    pictures.addEventListener('change', () => { void this.place([...pictures.files ?? []]); pictures.value = ''; });
    this.find('[data-attach]').addEventListener('click', () => picker.click());
    this.find('[data-picture]').addEventListener('click', () => pictures.click());
    this.stopDrops = takesDrops(root, (files, inText) => inText && !this.isPlain ? void this.place(files) : this.attach(files));
    addEventListener('pagehide', this.flush);
    document.addEventListener('beforereload', this.flush);
    document.addEventListener('themechange', this.theme);
    void this.open();
  }

  dispose(): void {
    this.flush();
    this.gone = true;
    clearTimeout(this.timer);
    this.autosave?.stop();
    this.stopDrops();
    this.toolbar?.dispose();
    this.editor?.dispose();
    removeEventListener('pagehide', this.flush);
    document.removeEventListener('beforereload', this.flush);
    document.removeEventListener('themechange', this.theme);
  }

  private get isPlain(): boolean {
    return !this.plain.hidden;
  }

  private get people(): Person[] {
    return fields.flatMap(field => this.chips[field].all);
  }

  private find<T extends HTMLElement>(selector: string): T {
    return this.root.querySelector<T>(selector)!;
  }

  private async open(): Promise<void> {
    const loading = Promise.all([loadEditor().catch(() => null), this.signatures.load()]);
    const draft = await findDraft(this.start.key);
    this.fill(draft);
    const [chunk] = await loading;
    if (this.gone)
      return;
    if (!chunk) {
      this.error('', 'The editor could not be loaded. Close this, and open it again when the line is back.');
      return;
    }
    this.safe = chunk.safeHtml;
    this.autosave = new Autosave(draft?.id ?? (this.start.mode === 'New' && this.start.key.startsWith('New:') ? this.start.key.slice(4) : crypto.randomUUID()), draft?.revision ?? 0, {
      body: () => this.whole(), state: (state, at) => this.saved(state, at), conflict: (theirs, revision) => this.conflict(theirs, revision),
    });
    // Somebody may have been quicker than the editor: what they typed stays.
    const typed = this.edit.innerText.trim() ? this.edit.innerText : '';
    const inside = this.root.contains(document.activeElement) ? document.activeElement as HTMLElement : null;
    this.edit.replaceChildren();
    this.editor = new chunk.RichEditor(this.edit, draft?.html ?? '', scheme() === 'dark', { changed: () => this.changed(), moved: () => this.toolbar?.moved() });
    this.toolbar = new chunk.Toolbar(this.find('[data-tools]'), this.edit, () => this.editor!);
    this.edit.addEventListener('focus', () => this.toolbar?.moved());
    this.sender(draft ? draft.signatureId : undefined);
    if (draft?.plain)
      this.setPlain(true, draft.text);
    this.busy = false;
    this.root.removeAttribute('data-loading');
    if (inside && inside !== this.edit)
      inside.focus();
    else if (inside || this.chips.to.all.length)
      this.toText();
    else
      this.chips.to.input.focus();
    const ahead = typed + takeAhead();
    if (ahead)
      document.execCommand('insertText', false, ahead);
    if (typed)
      this.changed();
  }

  private fill(draft: Draft | null): void {
    this.chips.to.set(draft?.to ?? this.start.to);
    this.chips.cc.set(draft?.cc ?? this.start.cc);
    this.chips.bcc.set(draft?.bcc ?? []);
    this.subject.value = draft?.subject ?? this.start.subject;
    this.from.value = draft && [...this.from.options].some(option => option.value === draft.mailboxId) ? draft.mailboxId : this.start.mailboxId;
    this.files.take(draft?.files ?? this.start.attachments.map(file => ({ attachmentId: file.id, name: file.fileName, size: file.size })));
    fields.forEach(field => this.chips[field].setOwn([...this.from.options].map(option => domainOf(option.text))));
    if (draft && draft.quote !== 'kept')
      this.quote.set(draft.quote);
    for (const field of ['cc', 'bcc'] as const)
      if (this.chips[field].all.length)
        this.reveal(field);
    if (draft) {
      this.say(`Kept from ${clock(draft.at)}`);
      this.touched = true;
    }
    this.title();
  }

  private sender(signatureId?: string | null): void {
    this.signatures.from(this.from.value, signatureId);
    this.files.limit = this.start.fileLimits[this.from.value] ?? 0;
    this.find('[data-attach]').title = `Add files, ${sizeText(this.files.limit)} at most`;
    this.clearError('attachments');
    if (this.files.excess)
      this.error('attachments', this.files.excess);
  }

  private changed(): void {
    if (this.busy)
      return;
    this.touched = true;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.keep(), 400);
  }

  /** What is written now. */
  private draft(): Draft {
    const html = this.isPlain ? '' : this.editor!.html();
    return {
      key: this.start.key, id: this.autosave.id, revision: this.autosave.revision, mode: this.start.mode, emailId: this.start.emailId, mailboxId: this.from.value,
      to: this.chips.to.all, cc: this.chips.cc.all, bcc: this.chips.bcc.all, subject: this.subject.value, html, text: this.isPlain ? this.plain.value : this.edit.innerText,
      plain: this.isPlain, signatureId: this.signatures.id, quote: this.quote.state, files: this.files.kept, at: Date.now(),
    };
  }

  /** What goes to the server: with the signature below the text. */
  private whole(): Draft {
    const draft = this.draft();
    return { ...draft, subject: draft.subject.trim(), html: draft.plain ? '' : draft.html + this.signatures.html, text: this.signatures.text ? `${draft.text.trimEnd()}\n\n${this.signatures.text}` : draft.text };
  }

  private async keep(): Promise<void> {
    clearTimeout(this.timer);
    if (this.busy || this.gone)
      return;
    this.title();
    void liftPictures(this.edit, text => this.error('', text)).then(lifted => { if (lifted) this.changed(); });
    const draft = this.draft();
    if (!await keepDraft(draft))
      this.say('Not kept: this browser has no room');
    else if (!this.autosave.isStored)
      this.say(navigator.onLine ? `Kept ${clock(draft.at)}` : 'Offline, kept on this device');
    this.autosave.touch();
  }

  private saved(state: SaveState, at: number): void {
    if (this.gone)
      return;
    const words: Record<SaveState, string> = {
      saved: `Saved ${clock(at)}`, local: `Kept ${clock(at)}`, offline: 'Offline, kept on this device', signedOut: 'Signed out, kept on this device',
      refused: 'Kept on this device only', conflict: 'Changed on another device', gone: 'Sent or thrown away elsewhere; kept on this device',
    };
    this.say(words[state]);
    // The confirmed revision belongs to the copy on this device, or the next reload would begin from an old one.
    if (state === 'saved')
      void keepDraft(this.draft());
  }

  private conflict(theirs: ServerDraft, revision: number): void {
    const note = this.find('[data-conflict]');
    note.hidden = false;
    const act = (label: string, run: () => void) => {
      const button = element('button', 'link', label);
      button.type = 'button';
      button.onclick = () => { note.hidden = true; run(); this.autosave.resume(revision); this.changed(); };
      return button;
    };
    const text = () => theirs.isPlainText ? theirs.text : withoutSignature(theirs.html);
    note.querySelector('.acts')!.replaceChildren(
      act('Keep mine', () => undefined), act('Keep theirs', () => this.take(theirs, text())),
      act('Keep both', () => {
        if (this.isPlain)
          this.plain.value += `\n\n----------\n${theirs.text}`;
        else
          this.editor!.append(`<hr>${theirs.isPlainText ? this.asHtml(theirs.text) : text()}`);
      }));
  }

  private take(theirs: ServerDraft, text: string): void {
    for (const field of fields)
      this.chips[field].set(theirs[field].map(person => ({ email: person.address, name: person.name ?? '' })));
    this.subject.value = theirs.subject;
    this.setPlain(theirs.isPlainText, theirs.text);
    if (!theirs.isPlainText)
      this.editor!.replace(text);
  }

  private asHtml(text: string): string {
    const box = element('div');
    box.innerText = text;
    return box.innerHTML;
  }

  private setPlain(plain: boolean, text?: string): void {
    if (plain === this.isPlain)
      return;
    if (plain)
      this.plain.value = text ?? this.editor!.text();
    else
      this.editor!.replace(this.asHtml(this.plain.value));
    this.plain.hidden = !plain;
    this.edit.hidden = plain;
    this.root.toggleAttribute('data-plain', plain);
    this.find('[data-plainmode]').setAttribute('aria-checked', String(plain));
  }

  private toText(): void {
    if (this.isPlain)
      this.plain.focus();
    else if (this.touched)
      this.editor!.focus();
    else
      this.editor!.toStart();
  }

  private title(): void {
    this.find('.chead > span').textContent = this.subject.value.trim() || 'New email';
  }

  private say(text: string): void {
    if (this.status.textContent !== text)
      this.status.textContent = text;
  }

  private reveal(field: string): void {
    this.find(`[data-row=${field}]`).hidden = false;
    const button = this.root.querySelector<HTMLElement>(`[data-reveal=${field}]`);
    if (button)
      button.hidden = true;
  }

  private attach(files: File[]): void {
    this.clearErrors();
    this.files.add(files);
    this.changed();
  }

  private async place(files: File[]): Promise<void> {
    this.clearErrors();
    for (const file of files)
      try {
        const address = await placePicture(file);
        this.editor!.image(address);
      } catch (error) {
        this.error('attachments', (error as Error).message);
      }
  }

  private pasted(event: ClipboardEvent): void {
    const files = [...event.clipboardData?.files ?? []];
    if (!files.length || event.clipboardData?.types.includes('text/html'))
      return;
    event.preventDefault();
    event.stopPropagation();
    const inText = this.edit.contains(event.target as Node);
    const pictures = inText ? files.filter(file => file.type.startsWith('image/')) : [];
    if (pictures.length)
      void this.place(pictures);
    const others = files.filter(file => !pictures.includes(file));
    if (others.length)
      this.attach(others);
  }

  private clicked(event: Event): void {
    const button = (event.target as Element).closest<HTMLElement>('button');
    if (!button && this.root.hasAttribute('data-small'))
      this.resize('small');
    if (!button || this.busy && !button.matches('[data-shut], [data-size]'))
      return;
    const { reveal, size } = button.dataset;
    if (reveal) {
      this.reveal(reveal);
      this.chips[reveal as Field].input.focus();
    } else if (button.matches('[data-remove-quote]')) {
      this.quote.remove();
      this.toText();
    } else if (button.matches('[data-edit-quote]'))
      void this.quote.edit(this.editor!);
    else if (button.matches('[data-show-quote]'))
      this.quote.toggle(button);
    else if (button.matches('.send')) {
      this.when = { ...this.when, sendAt: undefined, timeZone: undefined };
      void this.send();
    }
    else if (button.matches('[data-anyway]'))
      void this.send();
    else if (button.matches('[data-back]')) {
      this.find('[data-doubts]').hidden = true;
      this.toText();
    } else if (button.matches('[data-later]'))
      chooseTime('Send later', time => {
        this.when = { ...this.when, sendAt: time.toISOString(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
        void this.send();
      });
    else if (button.matches('[data-remind]'))
      this.remind(button);
    else if (button.matches('[data-unless-answered]')) {
      this.when = { ...this.when, cancelIfAnswered: !this.when.cancelIfAnswered };
      button.setAttribute('aria-checked', String(this.when.cancelIfAnswered));
    } else if (button.matches('[data-plainmode]')) {
      this.setPlain(!this.isPlain);
      this.changed();
      this.toText();
    } else if (button.matches('[data-toggle-tools]')) {
      const shown = this.root.toggleAttribute('data-tools-open');
      button.setAttribute('aria-expanded', String(shown));
    } else if (button.matches('[data-discard]'))
      this.discard();
    else if (button.matches('[data-shut]'))
      this.shut();
    else if (size)
      this.resize(size);
  }

  private remind(button: HTMLElement): void {
    const set = (time?: Date) => {
      this.when = { ...this.when, remindAt: time?.toISOString() };
      button.setAttribute('aria-checked', String(time !== undefined));
    };
    if (this.when.remindAt)
      set();
    else
      chooseTime('Remind me if nobody answers by', set);
  }

  private resize(size: string): void {
    this.root.toggleAttribute(`data-${size}`);
    this.root.removeAttribute(size === 'small' ? 'data-large' : 'data-small');
    const small = this.root.hasAttribute('data-small');
    const button = this.find('[data-size=small]');
    button.ariaLabel = button.title = small ? 'Restore' : 'Minimise';
    button.querySelector('use')!.setAttribute('href', `/icons.svg#${small ? 'chevron-up' : 'minus'}`);
    if (small)
      button.focus();
    else
      this.toText();
  }

  private shut(): void {
    if (this.touched && !this.busy)
      void this.keep().then(() => this.autosave.settle());
    void this.server.invokeMethodAsync('CloseAsync');
  }

  private key(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      if (!this.busy)
        void this.send();
    } else if (event.key === 'Escape' && !(event.target as Element).closest('.menu')) {
      event.stopPropagation();
      void this.keep();
      (document.activeElement as HTMLElement | null)?.blur();
      document.querySelector<HTMLElement>('.row[data-cursor] [data-row]')?.focus();
    }
  }

  private discard(): void {
    const draft = this.draft();
    this.busy = true;
    clearTimeout(this.timer);
    const written = this.touched && (!this.editor!.isEmpty || draft.text.trim());
    void dropDraft(this.start.key);
    void this.autosave.discard();
    void this.server.invokeMethodAsync('CloseAsync');
    if (written)
      snack('Thrown away.', { label: 'Undo', run: () => void this.again(draft) }, 10);
  }

  /** Opened anew with what it held, as an email the server does not know yet. */
  private async again(draft: Draft): Promise<void> {
    const id = crypto.randomUUID();
    const key = draft.mode === 'New' ? `New:${id}` : draft.key;
    await keepDraft({ ...draft, id, revision: 0, key });
    document.dispatchEvent(new CustomEvent('reopen', { detail: { mode: draft.mode, emailId: draft.emailId, key } }));
  }

  private error(field: string, text: string): void {
    const place = this.root.querySelector<HTMLElement>(`[data-error="${field}"]`) ?? this.find('[data-error=""]');
    place.textContent = place.textContent && place.textContent !== text ? `${place.textContent} ${text}` : text;
    place.hidden = false;
    if (field === 'cc' || field === 'bcc')
      this.reveal(field);
  }

  private clearError(field: string): void {
    const place = this.find(`[data-error="${field}"]`);
    place.textContent = '';
    place.hidden = true;
  }

  private clearErrors(): void {
    this.root.querySelectorAll<HTMLElement>('[data-error]').forEach(place => { place.textContent = ''; place.hidden = true; });
    this.find('[data-doubts]').hidden = true;
  }

  /** What makes sending impossible, at its field. */
  private mistaken(): boolean {
    this.clearErrors();
    fields.forEach(field => this.chips[field].take());
    if (!this.people.length) {
      this.error('to', 'Say who it goes to.');
      this.chips.to.input.focus();
      return true;
    }
    for (const field of fields) {
      const [bad] = this.chips[field].all.filter(person => !wellFormed(person.email));
      if (bad) {
        this.error(field, `${bad.email} is not a complete address.`);
        this.chips[field].input.focus();
        return true;
      }
    }
    if (this.files.failed) {
      this.error('attachments', `${this.files.failed} was not uploaded. Remove it, or try it again.`);
      return true;
    }
    if (this.files.excess) {
      this.error('attachments', this.files.excess);
      return true;
    }
    return false;
  }

  /** Doubts not raised before, all at once; the second press sends. */
  private doubtful(): boolean {
    const doubts = doubtsOf({
      subject: this.subject.value, text: this.isPlain ? this.plain.value : this.edit.innerText + (this.edit.querySelector('img, table') ? ' .' : ''), files: this.files.count + (this.quote.isKept && this.start.mode === 'Forward' ? 1 : 0),
      recipients: this.people, isReply: this.start.mode.startsWith('Reply'), known: this.start.known, own: [...this.from.options].map(option => domainOf(option.text)), usual: this.start.usual,
    }).filter(doubt => !this.asked.has(doubt.key));
    if (!doubts.length)
      return false;
    doubts.forEach(doubt => this.asked.add(doubt.key));
    const note = this.find('[data-doubts]');
    note.querySelector('ul')!.replaceChildren(...doubts.map(doubt => element('li', '', doubt.text)));
    note.hidden = false;
    note.querySelector<HTMLElement>('[data-anyway]')!.focus();
    return true;
  }

  private async send(): Promise<void> {
    if (this.busy || this.sending || this.mistaken() || this.doubtful())
      return;
    this.lock(true);
    await this.keep();
    if (this.files.uploading) {
      this.say('Sent when the file is here…');
      await this.files.settled();
    }
    if (!this.mistaken()) {
      await liftPictures(this.edit, text => this.error('', text));
      this.say('Sending…');
      if (await this.hand())
        return;
    }
    this.busy = false;
    this.lock(false);
    this.say('Not sent');
  }

  /** What is being sent does not change under way. */
  private lock(on: boolean): void {
    this.sending = on;
    this.find<HTMLButtonElement>('.send').disabled = on;
    this.find('.cbody').inert = on;
  }

  private async hand(): Promise<boolean> {
    try {
      await this.autosave.settle();
      const kept = this.draft();
      this.busy = true;
      const stored = this.autosave.isStored && this.autosave.isClean ? { address: this.autosave.address, revision: this.autosave.revision } : null;
      const answer = await this.handover.post(this.whole(), stored, this.when);
      if (answer.ok) {
        this.autosave.stop();
        const receipt = await answer.text();
        await this.handed(kept, outgoingId(receipt));
        tellLeaving(receipt, this.autosave.isStored ? this.autosave.id : null, this.when.sendAt !== undefined);
        await this.server.invokeMethodAsync('SentAsync');
        return true;
      }
      const refusal = await refusalOf(answer);
      if (!refusal.retryable)
        this.handover.forget();
      refusal.fields.forEach(([field, text]) => this.error(field, text));
    } catch {
      this.error('', 'Not sent: the server cannot be reached. Your text is kept; try again when the line is back.');
    }
    return false;
  }

  /** A refused email can be written anew: its text stays until it is known to be sent, three days at most. */
  private async handed(draft: Draft, id: string | null): Promise<void> {
    await dropDraft(this.start.key);
    if (id)
      await keepDraft({ ...draft, id: crypto.randomUUID(), revision: 0, key: `Sent:${id}` });
  }
}
