// The text of an email being written: rich or plain, with the pictures in it.
import { takeAhead } from '../ahead';
import { element } from '../dom';
import { loadEditor, type RichEditor, type Toolbar } from '../richtext';
import { scheme } from '../scheme';
import type { Frame } from './frame';
import { liftPictures, placePicture } from './pictures';

/** Elements. */
const long = 500;

type Chunk = Awaited<ReturnType<typeof loadEditor>>;

export class Writing {
  private readonly edit: HTMLDivElement;
  private readonly plain: HTMLTextAreaElement;
  private editor: RichEditor | null = null;
  private toolbar: Toolbar | null = null;
  private readonly theme = () => this.editor?.setDark(scheme() === 'dark');
  /** Takes out of HTML what may not stand in an email. */
  safe: (html: string) => string = () => '';

  constructor(private readonly frame: Frame, private readonly changed: () => void) {
    this.edit = frame.find('.edit');
    this.plain = frame.find('.plain');
    this.plain.addEventListener('input', changed);
    document.addEventListener('themechange', this.theme);
  }

  get isPlain(): boolean {
    return !this.plain.hidden;
  }

  get isEmpty(): boolean {
    return this.isPlain ? !this.plain.value.trim() : this.editor?.isEmpty ?? true;
  }

  get html(): string {
    return this.isPlain ? '' : this.editor!.html();
  }

  /** The words as they are read. Of a long text this takes longer than a key may. */
  get text(): string {
    return this.isPlain ? this.plain.value : this.edit.innerText;
  }

  /** The text where nothing else is written; what goes beside HTML is made of that. */
  get plainText(): string {
    return this.isPlain ? this.plain.value : '';
  }

  /** Something stands in the text that is not words. */
  get holdsMore(): boolean {
    return !this.isPlain && this.edit.querySelector('img, table') !== null;
  }

  contains(node: EventTarget | null): boolean {
    return this.edit.contains(node as Node);
  }

  /** Makes the editor; returns what somebody typed who was quicker than it: it is to be typed again. */
  open(chunk: Chunk, html: string): string {
    const typed = this.edit.innerText.trim() ? this.edit.innerText : '';
    this.edit.replaceChildren();
    this.editor = new chunk.RichEditor(this.edit, html, scheme() === 'dark', { changed: this.changed, moved: () => this.toolbar?.moved() });
    this.toolbar = new chunk.Toolbar(this.frame.find('[data-tools]'), this.edit, () => this.editor!);
    this.edit.addEventListener('focus', () => this.toolbar?.moved());
    this.measure();
    return typed;
  }

  typeAhead(typed: string): void {
    const ahead = typed + takeAhead();
    if (ahead)
      document.execCommand('insertText', false, ahead);
  }

  setPlain(plain: boolean, text?: string): void {
    if (plain === this.isPlain)
      return;
    if (plain)
      this.plain.value = text ?? this.editor!.text();
    else
      this.editor!.replace(this.asHtml(this.plain.value));
    this.plain.hidden = !plain;
    this.edit.hidden = plain;
    this.frame.root.toggleAttribute('data-plain', plain);
    this.frame.find('[data-plainmode]').setAttribute('aria-checked', String(plain));
  }

  replace(html: string): void {
    this.editor!.replace(html);
  }

  /** Puts HTML below the text. */
  append(html: string): void {
    this.editor!.append(html);
  }

  /** Puts another version of the text below this one. */
  appendOther(html: string, text: string, isPlain: boolean): void {
    if (this.isPlain)
      this.plain.value += `\n\n----------\n${text}`;
    else
      this.append(`<hr>${isPlain ? this.asHtml(text) : html}`);
  }

  /** Puts the caret into the text: where it was, or before the first character. */
  focus(atStart: boolean): void {
    if (this.isPlain)
      this.plain.focus();
    else if (atStart)
      this.editor!.toStart();
    else
      this.editor!.focus();
  }

  async place(files: File[]): Promise<void> {
    this.frame.clearErrors();
    for (const file of files)
      try {
        const address = await placePicture(file);
        this.editor!.image(address);
      } catch (error) {
        this.frame.error('attachments', (error as Error).message);
      }
  }

  /** Of a long text only what is in sight is laid out, so that a key costs as little as in a short one. */
  measure(): void {
    this.edit.toggleAttribute('data-long', this.edit.getElementsByTagName('*').length >= long);
  }

  /** Uploads pictures that came in as data; true when there were any. */
  lift(): Promise<boolean> {
    return liftPictures(this.edit, text => this.frame.error('', text));
  }

  dispose(): void {
    this.toolbar?.dispose();
    this.editor?.dispose();
    document.removeEventListener('themechange', this.theme);
  }

  private asHtml(text: string): string {
    const box = element('div');
    box.innerText = text;
    return box.innerHTML;
  }
}
