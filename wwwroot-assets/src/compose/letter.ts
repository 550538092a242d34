// Everything of one email being written, as it stands on the page.
import { domainOf, type Person } from '../people';
import type { ServerDraft } from './autosave';
import { Chips } from './chips';
import { Files, sizeText } from './files';
import type { Frame } from './frame';
import { Quote } from './quote';
import { Signatures } from './signatures';
import type { ComposeStart } from './start';
import type { Draft } from './store';
import { Writing } from './writing';

export const fields = ['to', 'cc', 'bcc'] as const;
export type Field = typeof fields[number];

export class Letter {
  readonly chips: Record<Field, Chips>;
  readonly files: Files;
  readonly quote: Quote;
  readonly signatures: Signatures;
  readonly writing: Writing;
  readonly subject: HTMLInputElement;
  readonly from: HTMLSelectElement;

  constructor(private readonly frame: Frame, private readonly start: ComposeStart, changed: () => void) {
    this.chips = Object.fromEntries(fields.map(field =>
      [field, new Chips(frame.find(`[data-field=${field}]`), () => { frame.clearError(field); changed(); }, '/mail/people')])) as Record<Field, Chips>;
    this.writing = new Writing(frame, changed);
    this.files = new Files(frame.find('[data-files]'), changed, text => frame.error('attachments', text));
    this.subject = frame.find('.subject');
    this.from = frame.find('[data-from]');
    this.quote = new Quote(frame.root, start.emailId, start.mode, changed, text => frame.error('', text));
    this.signatures = new Signatures(frame.find('.sig'), frame.find('[data-signatures]'), start.mode !== 'New', changed, () => this.writing.safe);
    this.subject.addEventListener('input', changed);
    this.from.addEventListener('change', () => { this.sender(); changed(); });
  }

  get people(): Person[] {
    return fields.flatMap(field => this.chips[field].all);
  }

  /** The domains of the mailboxes it can be sent from. */
  get own(): string[] {
    return [...this.from.options].map(option => domainOf(option.text));
  }

  /** All but the text, which waits for the editor. */
  fill(draft: Draft | null): void {
    this.chips.to.set(draft?.to ?? this.start.to);
    this.chips.cc.set(draft?.cc ?? this.start.cc);
    this.chips.bcc.set(draft?.bcc ?? []);
    this.subject.value = draft?.subject ?? this.start.subject;
    this.from.value = draft && [...this.from.options].some(option => option.value === draft.mailboxId) ? draft.mailboxId : this.start.mailboxId;
    this.files.take(draft?.files ?? this.start.attachments.map(file => ({ attachmentId: file.id, name: file.fileName, size: file.size })));
    fields.forEach(field => this.chips[field].setOwn(this.own));
    if (draft && draft.quote !== 'kept')
      this.quote.set(draft.quote);
    for (const field of ['cc', 'bcc'] as const)
      if (this.chips[field].all.length)
        this.frame.reveal(field);
    this.frame.title(this.subject.value);
  }

  /** Takes over what another device has saved. */
  take(theirs: ServerDraft, html: string): void {
    for (const field of fields)
      this.chips[field].set(theirs[field].map(person => ({ email: person.address, name: person.name ?? '' })));
    this.subject.value = theirs.subject;
    this.writing.setPlain(theirs.isPlainText, theirs.text);
    if (!theirs.isPlainText)
      this.writing.replace(html);
  }

  /** What depends on the mailbox it is sent from: signature and size of files. */
  sender(signatureId?: string | null): void {
    this.signatures.from(this.from.value, signatureId);
    this.files.limit = this.start.fileLimits[this.from.value] ?? 0;
    this.frame.find('[data-attach]').title = `Add files, ${sizeText(this.files.limit)} at most`;
    this.frame.clearError('attachments');
    if (this.files.excess)
      this.frame.error('attachments', this.files.excess);
  }

  /** What is written now. */
  draft(id: string, revision: number): Draft {
    return {
      key: this.start.key, id, revision, mode: this.start.mode, emailId: this.start.emailId, mailboxId: this.from.value,
      to: this.chips.to.all, cc: this.chips.cc.all, bcc: this.chips.bcc.all, subject: this.subject.value, html: this.writing.html, text: this.writing.plainText,
      plain: this.writing.isPlain, signatureId: this.signatures.id, quote: this.quote.state, files: this.files.kept, at: Date.now(),
    };
  }

  /** What goes to the server: with the signature below the text. */
  whole(draft: Draft): Draft {
    return {
      ...draft, subject: draft.subject.trim(), html: draft.plain ? '' : draft.html + this.signatures.html,
      text: draft.plain && this.signatures.text ? `${draft.text.trimEnd()}\n\n${this.signatures.text}` : draft.text,
    };
  }
}
