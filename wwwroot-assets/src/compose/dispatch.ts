// Sends an email: what makes it impossible, what is worth a question, and the way to the server.
import { element } from '../dom';
import { wellFormed } from '../people';
import { doubtsOf } from './checks';
import type { Frame } from './frame';
import type { Keeping } from './keeping';
import { tellLeaving } from './leaving';
import { fields, type Letter } from './letter';
import { Handover, outgoingId, refusalOf, type When } from './sending';
import type { ComposeStart } from './start';
import { dropDraft, keepDraft, type Draft } from './store';

export class Dispatch {
  when: When = {};
  private readonly handover = new Handover();
  private readonly asked = new Set<string>();
  private sending = false;

  constructor(
    private readonly frame: Frame, private readonly start: ComposeStart, private readonly letter: Letter, private readonly keeping: Keeping, private readonly sent: () => Promise<void>) { }

  /** Doubts not raised before are raised all at once; the second time it is sent. */
  async send(): Promise<void> {
    if (this.keeping.busy || this.sending || this.mistaken() || this.doubtful())
      return;
    const { files, writing } = this.letter;
    this.lock(true);
    if (files.uploading) {
      await this.keeping.keep();
      this.frame.say('Sent when the file is here…');
      await files.settled();
    }
    if (!this.mistaken()) {
      await writing.lift();
      // What has come in meanwhile belongs to what is sent.
      await this.keeping.keep();
      this.frame.say('Sending…');
      if (await this.hand())
        return;
    }
    this.keeping.busy = false;
    this.lock(false);
    this.frame.say('Not sent');
  }

  /** What makes sending impossible, at its field. */
  private mistaken(): boolean {
    const { chips, files } = this.letter;
    this.frame.clearErrors();
    fields.forEach(field => chips[field].take());
    if (!this.letter.people.length) {
      this.frame.error('to', 'Say who it goes to.');
      chips.to.input.focus();
      return true;
    }
    for (const field of fields) {
      const [bad] = chips[field].all.filter(person => !wellFormed(person.email));
      if (bad) {
        this.frame.error(field, `${bad.email} is not a complete address.`);
        chips[field].input.focus();
        return true;
      }
    }
    const wrong = files.failed ? `${files.failed} was not uploaded. Remove it, or try it again.` : files.excess;
    if (wrong)
      this.frame.error('attachments', wrong);
    return wrong !== '';
  }

  private doubtful(): boolean {
    const { subject, writing, files, quote, people, own } = this.letter;
    const doubts = doubtsOf({
      subject: subject.value, text: writing.text + (writing.holdsMore ? ' .' : ''), files: files.count + (quote.isKept && this.start.mode === 'Forward' ? 1 : 0),
      recipients: people, isReply: this.start.mode.startsWith('Reply'), known: this.start.known, own, usual: this.start.usual,
    }).filter(doubt => !this.asked.has(doubt.key));
    if (!doubts.length)
      return false;
    doubts.forEach(doubt => this.asked.add(doubt.key));
    const note = this.frame.find('[data-doubts]');
    note.querySelector('ul')!.replaceChildren(...doubts.map(doubt => element('li', '', doubt.text)));
    note.hidden = false;
    note.querySelector<HTMLElement>('[data-anyway]')!.focus();
    return true;
  }

  /** What is being sent does not change under way. */
  private lock(on: boolean): void {
    this.sending = on;
    this.frame.find<HTMLButtonElement>('.send').disabled = on;
    this.frame.find('.cbody').inert = on;
  }

  private async hand(): Promise<boolean> {
    const { autosave } = this.keeping;
    try {
      await autosave.settle();
      const kept = this.keeping.draft();
      this.keeping.busy = true;
      const stored = autosave.isStored && autosave.isClean ? { address: autosave.address, revision: autosave.revision } : null;
      const answer = await this.handover.post(this.letter.whole(kept), stored, this.when);
      if (answer.ok) {
        autosave.stop();
        const receipt = await answer.text();
        await this.handed(kept, outgoingId(receipt));
        tellLeaving(receipt, autosave.isStored ? autosave.id : null, this.when.sendAt !== undefined);
        await this.sent();
        return true;
      }
      const refusal = await refusalOf(answer);
      if (!refusal.retryable)
        this.handover.forget();
      refusal.fields.forEach(([field, text]) => this.frame.error(field, text));
    } catch {
      this.frame.error('', 'Not sent: the server cannot be reached. Your text is kept; try again when the line is back.');
    }
    return false;
  }

  /** A refused email can be written anew: its text stays until it is known to be sent, three days at most. */
  private async handed(draft: Draft, id: string | null): Promise<void> {
    await dropDraft(this.start.key);
    if (id)
      await keepDraft({ ...draft, id: crypto.randomUUID(), revision: 0, key: `Sent:${id}`, at: Date.now() });
  }
}
