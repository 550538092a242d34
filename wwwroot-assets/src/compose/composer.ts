// The composer. Everything typed stays here; the server gets the text when it is saved and when it is sent.
import { element } from '../dom';
import { loadEditor } from '../richtext';
import { chooseTime, chooseZonedTime } from '../times';
import { Dispatch } from './dispatch';
import { takesDrops } from './drops';
import { Frame } from './frame';
import { Keeping } from './keeping';
import { Letter, type Field } from './letter';
import { Sharing } from './sharing';
import type { ComposeStart } from './start';
import { findDraft } from './store';

export class Composer {
  private readonly frame: Frame;
  private readonly keeping: Keeping;
  private readonly letter: Letter;
  private readonly dispatch: Dispatch;
  private readonly sharing: Sharing;
  private readonly stopDrops: () => void;
  private gone = false;
  private loading = true;
  private sendsOnceOpen = false;

  constructor(private readonly root: HTMLElement, private readonly server: DotNetObject, private readonly start: ComposeStart) {
    this.frame = new Frame(root);
    this.keeping = new Keeping(this.frame, start, () => this.letter);
    this.letter = new Letter(this.frame, start, () => this.keeping.changed());
    this.dispatch = new Dispatch(this.frame, start, this.letter, this.keeping, () => server.invokeMethodAsync('SentAsync'));
    this.sharing = new Sharing(this.frame.find('[data-shared]'), this.keeping);
    root.addEventListener('click', event => this.clicked(event));
    root.addEventListener('keydown', event => this.key(event));
    root.addEventListener('paste', event => this.pasted(event), true);
    const picker = this.frame.find<HTMLInputElement>('input[type=file]');
    const pictures = Object.assign(element('input'), { type: 'file', multiple: true, accept: 'image/png,image/jpeg,image/gif,image/webp' });
    picker.addEventListener('change', () => { this.attach([...picker.files ?? []]); picker.value = ''; });
    pictures.addEventListener('change', () => { void this.letter.writing.place([...pictures.files ?? []]); pictures.value = ''; });
    this.frame.find('[data-attach]').addEventListener('click', () => picker.click());
    this.frame.find('[data-picture]').addEventListener('click', () => pictures.click());
    this.stopDrops = takesDrops(root, (files, inText) => inText && !this.letter.writing.isPlain ? void this.letter.writing.place(files) : this.attach(files));
    void this.open();
  }

  dispose(): void {
    this.keeping.dispose();
    this.gone = true;
    this.stopDrops();
    this.letter.writing.dispose();
  }

  private async open(): Promise<void> {
    const { letter, keeping } = this;
    const loading = Promise.all([loadEditor().catch(() => null), letter.signatures.load()]);
    const draft = await findDraft(this.start.key);
    letter.fill(draft);
    if (draft)
      keeping.found(draft);
    const [chunk] = await loading;
    if (this.gone)
      return;
    this.loading = false;
    if (!chunk) {
      this.frame.say(this.sendsOnceOpen ? 'Not sent' : '');
      this.frame.error('', 'The editor could not be loaded. Close this, and open it again when the line is back.');
      return;
    }
    letter.writing.safe = chunk.safeHtml;
    keeping.open(draft);
    void this.sharing.load();
    const inside = this.root.contains(document.activeElement) ? document.activeElement as HTMLElement : null;
    const typed = letter.writing.open(chunk, draft?.html ?? '');
    letter.sender(draft ? draft.signatureId : undefined);
    if (draft?.plain)
      letter.writing.setPlain(true, draft.text);
    keeping.busy = false;
    this.root.removeAttribute('data-loading');
    if (inside && !letter.writing.contains(inside))
      inside.focus();
    else if (inside || letter.chips.to.all.length)
      this.toText();
    else
      letter.chips.to.input.focus();
    letter.writing.typeAhead(typed);
    if (typed)
      keeping.changed();
    if (this.sendsOnceOpen)
      void this.dispatch.send();
  }

  private toText(): void {
    this.letter.writing.focus(!this.keeping.touched);
  }

  private attach(files: File[]): void {
    this.frame.clearErrors();
    this.letter.files.add(files);
    this.keeping.changed();
  }

  private pasted(event: ClipboardEvent): void {
    const { writing } = this.letter;
    const files = [...event.clipboardData?.files ?? []];
    if (!files.length || event.clipboardData?.types.includes('text/html'))
      return;
    event.preventDefault();
    event.stopPropagation();
    const pictures = writing.contains(event.target) ? files.filter(file => file.type.startsWith('image/')) : [];
    if (pictures.length)
      void writing.place(pictures);
    const others = files.filter(file => !pictures.includes(file));
    if (others.length)
      this.attach(others);
  }

  private clicked(event: Event): void {
    const button = (event.target as Element).closest<HTMLElement>('button');
    if (!button && this.frame.isSmall)
      this.resize('small');
    if (button?.matches('.send') && this.loading)
      this.sendOnceOpen();
    if (!button || this.keeping.busy && !button.matches('[data-shut], [data-size]'))
      return;
    const { quote, writing, chips } = this.letter;
    const { reveal, size } = button.dataset;
    if (reveal) {
      this.frame.reveal(reveal);
      chips[reveal as Field].input.focus();
    } else if (button.matches('[data-remove-quote]')) {
      quote.remove();
      this.toText();
    } else if (button.matches('[data-edit-quote]'))
      void quote.edit(writing);
    else if (button.matches('[data-show-quote]'))
      quote.toggle(button);
    else if (button.matches('.send, [data-anyway], [data-back], [data-later], [data-remind], [data-unless-answered]'))
      this.sendingClicked(button);
    else if (button.matches('[data-plainmode]')) {
      writing.setPlain(!writing.isPlain);
      this.keeping.changed();
      this.toText();
    } else if (button.matches('[data-toggle-tools]')) {
      const shown = this.root.toggleAttribute('data-tools-open');
      button.setAttribute('aria-expanded', String(shown));
    } else if (button.matches('[data-share]'))
      void this.sharing.choose();
    else if (button.matches('[data-discard]')) {
      this.keeping.discard();
      this.close();
    } else if (button.matches('[data-shut]')) {
      this.keeping.settle();
      this.close();
    } else if (size)
      this.resize(size);
  }

  private sendingClicked(button: HTMLElement): void {
    const { dispatch } = this;
    if (button.matches('.send'))
      this.send({ ...dispatch.when, sendAt: undefined, timeZone: undefined });
    else if (button.matches('[data-anyway]'))
      void dispatch.send();
    else if (button.matches('[data-back]')) {
      this.frame.find('[data-doubts]').hidden = true;
      this.toText();
    } else if (button.matches('[data-later]'))
      chooseZonedTime('Send later', (time, zone) => this.send({ ...dispatch.when, sendAt: time.toISOString(), timeZone: zone }));
    else if (button.matches('[data-remind]'))
      this.remind(button);
    else {
      dispatch.when = { ...dispatch.when, cancelIfAnswered: !dispatch.when.cancelIfAnswered };
      button.setAttribute('aria-checked', String(dispatch.when.cancelIfAnswered));
    }
  }

  private send(when: Dispatch['when']): void {
    this.dispatch.when = when;
    void this.dispatch.send();
  }

  // Whoever writes fast is done before the editor has come.
  private sendOnceOpen(): void {
    this.sendsOnceOpen = true;
    this.frame.say('Sending…');
  }

  private remind(button: HTMLElement): void {
    const set = (time?: Date) => {
      this.dispatch.when = { ...this.dispatch.when, remindAt: time?.toISOString() };
      button.setAttribute('aria-checked', String(time !== undefined));
    };
    if (this.dispatch.when.remindAt)
      set();
    else
      chooseTime('Remind me if nobody answers by', set);
  }

  private resize(size: string): void {
    this.frame.resize(size);
    if (!this.frame.isSmall)
      this.toText();
  }

  private close(): void {
    void this.server.invokeMethodAsync('CloseAsync');
  }

  private key(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      if (this.loading)
        this.sendOnceOpen();
      else
        void this.dispatch.send();
    } else if (event.key === 'Escape' && !(event.target as Element).closest('.menu')) {
      event.stopPropagation();
      void this.keeping.keep();
      (document.activeElement as HTMLElement | null)?.blur();
      document.querySelector<HTMLElement>('.row[data-cursor] [data-row]')?.focus();
    }
  }
}
