// The composer. Everything in it happens here; the server is asked once, when the email is sent.
import { takeAhead } from './ahead';
import { Chips } from './chips';
import { Files } from './files';
import { dropDraft, findDraft, keepDraft } from './drafts';
import { wellFormed, type Person } from './people';
import { clean, isEmpty, startRichText } from './richtext';

export interface ComposeStart {
  key: string; mode: string; emailId: string; mailboxId: string; inReplyTo: string | null; to: Person[]; cc: Person[]; subject: string; hasQuote: boolean;
  attachments: { id: string; fileName: string; size: number }[];
}

const clock = (at: number) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
const attachmentWords = /\b(attach(ed|ment|ments|ing)?|enclosed|im anhang|angehängt|anbei|ci-joint|pièce jointe|adjunt[oa]|in allegato)\b/i;

export class Composer {
  private readonly to: Chips;
  private readonly cc: Chips;
  private readonly bcc: Chips;
  private readonly files: Files;
  private readonly subject: HTMLInputElement;
  private readonly edit: HTMLElement;
  private readonly from: HTMLSelectElement;
  private idempotencyKey = crypto.randomUUID();
  private timer = 0;
  private sending = false;
  private asked = '';
  private quote: boolean;
  private readonly flush = () => this.keep();

  constructor(private readonly root: HTMLElement, private readonly server: DotNetObject, private readonly start: ComposeStart) {
    const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!;
    const changed = () => this.changed();
    this.to = new Chips(find('[data-field=to]'), changed, null);
    this.cc = new Chips(find('[data-field=cc]'), changed, null);
    this.bcc = new Chips(find('[data-field=bcc]'), changed, null);
    this.files = new Files(root, changed);
    this.subject = find('.subject');
    this.edit = find('.edit');
    this.from = find('[data-from]');
    this.quote = start.hasQuote;
    startRichText(this.edit, find('.cfoot'));
    root.addEventListener('input', changed);
    root.addEventListener('click', event => this.clicked(event));
    root.addEventListener('keydown', event => this.key(event));
    addEventListener('pagehide', this.flush);
    document.addEventListener('beforereload', this.flush);
    this.fill();
  }

  dispose(): void {
    clearTimeout(this.timer);
    removeEventListener('pagehide', this.flush);
    document.removeEventListener('beforereload', this.flush);
  }

  private fill(): void {
    const draft = findDraft(this.start.key);
    this.to.set(draft?.to ?? this.start.to);
    this.cc.set(draft?.cc ?? this.start.cc);
    this.bcc.set(draft?.bcc ?? []);
    this.subject.value = draft?.subject ?? this.start.subject;
    this.edit.innerHTML = draft ? clean(draft.html) : '';
    this.from.value = draft && [...this.from.options].some(option => option.value === draft.mailboxId) ? draft.mailboxId : this.start.mailboxId;
    this.files.take(this.start.attachments);
    if (draft && !draft.quote)
      this.removeQuote();
    if (this.cc.all.length)
      this.reveal('cc');
    if (this.bcc.all.length)
      this.reveal('bcc');
    if (draft)
      this.say(`Kept from ${clock(draft.at)}`);
    this.title();
    (this.to.all.length ? this.edit : this.to.input).focus();
    if (this.to.all.length)
      getSelection()?.collapse(this.edit, 0);
    const ahead = takeAhead();
    if (ahead)
      document.execCommand('insertText', false, ahead);
  }

  private changed(): void {
    this.title();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), 400);
  }

  private keep(): void {
    if (this.sending)
      return;
    clearTimeout(this.timer);
    const touched = !isEmpty(this.edit) || this.subject.value !== this.start.subject || this.to.all.length !== this.start.to.length;
    if (!touched) {
      dropDraft(this.start.key);
      return;
    }
    const kept = keepDraft({
      key: this.start.key, mode: this.start.mode, emailId: this.start.emailId, mailboxId: this.from.value, to: this.to.all, cc: this.cc.all, bcc: this.bcc.all,
      subject: this.subject.value, html: clean(this.edit.innerHTML), quote: this.quote, at: Date.now(),
    });
    this.say(kept ? `Kept ${clock(Date.now())}` : 'Not kept: this browser has no room');
  }

  private title(): void {
    this.root.querySelector('.chead > span')!.textContent = this.subject.value.trim() || 'New email';
  }

  private say(text: string): void {
    this.root.querySelector('.chead small')!.textContent = text;
  }

  private reveal(field: string): void {
    this.root.querySelector<HTMLElement>(`[data-row=${field}]`)!.hidden = false;
    this.root.querySelector<HTMLElement>(`[data-reveal=${field}]`)!.hidden = true;
  }

  private removeQuote(): void {
    this.quote = false;
    const quoted = this.root.querySelector<HTMLElement>('.quoted');
    if (quoted)
      quoted.hidden = true;
    this.changed();
  }

  private clicked(event: Event): void {
    const button = (event.target as Element).closest<HTMLElement>('button');
    if (!button)
      return;
    const reveal = button.dataset.reveal;
    if (reveal) {
      this.reveal(reveal);
      (reveal === 'cc' ? this.cc : this.bcc).input.focus();
    } else if (button.matches('[data-remove-quote]')) {
      this.removeQuote();
      this.edit.focus();
    } else if (button.matches('[data-show-quote]')) {
      const frame = this.root.querySelector<HTMLElement>('.quoted .frame')!;
      frame.hidden = !frame.hidden;
      button.textContent = frame.hidden ? 'Show' : 'Hide';
      button.setAttribute('aria-expanded', String(!frame.hidden));
    } else if (button.matches('.send'))
      void this.send();
    else if (button.matches('[data-discard]'))
      this.discard();
    else if (button.matches('[data-shut]')) {
      this.keep();
      void this.server.invokeMethodAsync('CloseAsync');
    } else if (button.matches('[data-size]')) {
      const size = button.dataset.size!;
      const other = size === 'small' ? 'large' : 'small';
      this.root.removeAttribute(`data-${other}`);
      this.root.toggleAttribute(`data-${size}`);
      if (!this.root.hasAttribute('data-small'))
        this.edit.focus();
    }
  }

  private key(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      void this.send();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.keep();
      (document.activeElement as HTMLElement | null)?.blur();
      document.querySelector<HTMLElement>('.row[data-cursor] [data-row]')?.focus();
    }
  }

  private discard(): void {
    if (!isEmpty(this.edit) && !confirm('Throw this email away?'))
      return;
    clearTimeout(this.timer);
    this.sending = true;
    dropDraft(this.start.key);
    void this.server.invokeMethodAsync('CloseAsync');
  }

  private error(field: string, text: string): void {
    const place = this.root.querySelector<HTMLElement>(`[data-error="${field}"]`) ?? this.root.querySelector<HTMLElement>('[data-error=""]')!;
    place.textContent = place.textContent ? `${place.textContent} ${text}` : text;
    place.hidden = false;
    if (field === 'cc' || field === 'bcc')
      this.reveal(field);
  }

  private clearErrors(): void {
    this.root.querySelectorAll<HTMLElement>('[data-error]').forEach(place => { place.textContent = ''; place.hidden = true; });
  }

  /** What a person would want to be asked first; asked once, the second press sends. */
  private doubts(): string {
    const text = this.edit.innerText;
    if (!this.subject.value.trim())
      return 'There is no subject. Press Send again to send it like this.';
    if (attachmentWords.test(text) && !this.files.count)
      return 'You write of an attachment, but there is none. Press Send again to send it like this.';
    return '';
  }

  private check(): boolean {
    this.clearErrors();
    for (const chips of [this.to, this.cc, this.bcc])
      chips.take();
    if (![this.to, this.cc, this.bcc].some(chips => chips.all.length)) {
      this.error('to', 'Say who it goes to.');
      this.to.input.focus();
      return false;
    }
    for (const [field, chips] of [['to', this.to], ['cc', this.cc], ['bcc', this.bcc]] as const) {
      const bad = chips.malformed[0];
      if (bad) {
        this.error(field, `${bad.email} is not a complete address.`);
        chips.input.focus();
        return false;
      }
    }
    if (this.files.failed) {
      this.error('attachments', `${this.files.failed} was not uploaded. Remove it, or attach it again.`);
      return false;
    }
    const doubt = this.doubts();
    if (doubt && this.asked !== doubt) {
      this.asked = doubt;
      this.error('', doubt);
      return false;
    }
    return true;
  }

  private async send(): Promise<void> {
    if (this.sending || !this.check())
      return;
    this.keep();
    this.sending = true;
    const button = this.root.querySelector<HTMLButtonElement>('.send')!;
    button.disabled = true;
    if (this.files.uploading) {
      this.say('Sent when the file is here…');
      await this.files.settled();
    }
    if (!this.check()) {
      this.sending = false;
      button.disabled = false;
      this.say('Not sent');
      return;
    }
    this.say('Sending…');
    try {
      const answer = await fetch('/mail/send', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': this.idempotencyKey },
        body: JSON.stringify({
          mailboxId: this.from.value, to: this.to.all, cc: this.cc.all, bcc: this.bcc.all, subject: this.subject.value.trim(), bodyHtml: clean(this.edit.innerHTML),
          attachments: this.files.toSend(), inReplyTo: this.start.inReplyTo, mode: this.start.mode.charAt(0).toLowerCase() + this.start.mode.slice(1), includeQuote: this.quote,
        }),
      });
      if (answer.ok) {
        this.kept(await answer.text());
        await this.server.invokeMethodAsync('SentAsync');
        return;
      }
      await this.refused(answer);
    } catch {
      this.error('', 'Not sent: the server cannot be reached. Your text is kept; try again when the line is back.');
    }
    this.sending = false;
    button.disabled = false;
    this.say('Not sent');
  }

  /** A refused email can be written anew: its text stays until it is known to be sent, three days at most. */
  private kept(receipt: string): void {
    // Read as text: the id is longer than a number holds.
    const id = /"id"\s*:\s*"?(\d+)/.exec(receipt)?.[1];
    const draft = findDraft(this.start.key);
    dropDraft(this.start.key);
    if (id && draft)
      keepDraft({ ...draft, key: `Sent:${id}` });
  }

  private async refused(answer: Response): Promise<void> {
    // What was refused is not a repeat of what will be sent next; what broke may have been taken all the same, and is.
    if (answer.status < 500 && ![408, 409, 429].includes(answer.status))
      this.idempotencyKey = crypto.randomUUID();
    const problem = await answer.json().catch(() => null) as { title?: string; detail?: string; errors?: Record<string, string[]> } | null;
    if (problem?.errors && Object.keys(problem.errors).length) {
      for (const [field, messages] of Object.entries(problem.errors))
        this.error(field.replace(/[[.].*$/, '').toLowerCase(), messages.join(' '));
    } else if (answer.status === 401)
      this.error('', 'You are signed out. Your text is kept: sign in again, then send it.');
    else
      this.error('', problem?.detail ?? problem?.title ?? 'The server could not take it. Your text is kept; try again.');
  }
}

/** mailto: links of emails, opened here. */
export function fromMailto(href: string): { to: Person[]; subject: string } {
  const [path, query] = href.replace(/^mailto:/i, '').split('?', 2);
  const decode = (text: string) => { try { return decodeURIComponent(text); } catch { return text; } };
  const to = decode(path ?? '').split(',').map(email => ({ email: email.trim(), name: '' })).filter(person => wellFormed(person.email));
  const subject = /(?:^|&)subject=([^&]*)/i.exec(query ?? '')?.[1] ?? '';
  return { to, subject: decode(subject.replace(/\+/g, ' ')).slice(0, 300) };
}
