// The rich text editor: RoosterJS behind the few words the composer needs. Loaded when the first composer opens.
import {
  applySegmentFormat, clearFormat, editTable, getFormatState, insertImage, insertLink, insertTable, removeLink, setAlignment, setBackgroundColor, setFontName,
  setFontSize, setIndentation, setTextColor, toggleBlockQuote, toggleBold, toggleBullet, toggleItalic, toggleNumbering, toggleStrikethrough, toggleUnderline,
} from 'roosterjs-content-model-api';
import { createModelFromHtml, Editor, exportContent, redo, undo } from 'roosterjs-content-model-core';
import { AutoFormatPlugin, EditPlugin, HyperlinkPlugin, ImageEditPlugin, PastePlugin, ShortcutPlugin, TableEditPlugin } from 'roosterjs-content-model-plugins';
import type { ContentModelFormatState, EditorPlugin, IEditor, PluginEvent, TableOperation } from 'roosterjs-content-model-types';
import { keeping } from './blocks';
import { Caret } from './caret';
import { darkColour } from './colours';
import { safeHtml } from './safe';
import { Snapshots } from './snapshots';

export type Format = ContentModelFormatState;

export interface EditorHooks {
  /** Something was typed, pasted or formatted. Called with every key: it must be cheap. */
  changed(): void;
  /** The caret has moved into other formatting, or may have. */
  moved(): void;
}

/** Fonts and size in which an email is written: what every mail program has. */
const written = { fontFamily: 'Arial, Helvetica, sans-serif', fontSize: '10.5pt' };

class Watch implements EditorPlugin {
  constructor(private readonly hooks: EditorHooks) { }
  getName(): string { return 'Watch'; }
  initialize(): void { /* Nothing to prepare. */ }
  dispose(): void { /* Nothing to give back. */ }
  onPluginEvent(event: PluginEvent): void {
    if (event.eventType === 'input' || event.eventType === 'compositionEnd' || event.eventType === 'contentChanged')
      this.hooks.changed();
    if (event.eventType === 'keyUp' || event.eventType === 'mouseUp' || event.eventType === 'contentChanged')
      this.hooks.moved();
  }
}

/** What the converters of the editor leave to their caller. */
class Pasted implements EditorPlugin {
  getName(): string { return 'Pasted'; }
  initialize(): void { /* Nothing to prepare. */ }
  dispose(): void { /* Nothing to give back. */ }
  onPluginEvent(event: PluginEvent): void {
    if (event.eventType !== 'beforePaste')
      return;
    // Pictures of another computer's files show nothing; elements of a program's own invention say nothing.
    event.fragment.querySelectorAll('img[src^="file:" i]').forEach(node => node.remove());
    for (const node of event.fragment.querySelectorAll('*'))
      if (node.tagName.includes('-'))
        node.replaceWith(...node.childNodes);
  }
}

export class RichEditor {
  private readonly editor: IEditor;
  private readonly snapshots = new Snapshots();

  constructor(private readonly root: HTMLDivElement, html: string, dark: boolean, hooks: EditorHooks) {
    this.editor = new Editor(root, {
      initialModel: this.model(html),
      inDarkMode: dark,
      getDarkColor: darkColour,
      doNotAdjustEditorColor: true,
      defaultSegmentFormat: written,
      coreApiOverride: { addUndoSnapshot: this.snapshots.add },
      defaultDomToModelOptions: { processorOverride: keeping(root) },
      imageSelectionBorderColor: '#2457c5',
      tableCellSelectionBackgroundColor: '#c9dcf7',
      plugins: [
        new Caret(root), new Watch(hooks), new EditPlugin({ handleTabKey: { appendTableRow: true, indentList: true, indentTable: true, indentMultipleBlocks: true, indentParagraph: false } }),
        new AutoFormatPlugin({ autoLink: true, autoBullet: true, autoNumbering: true, autoMailto: true }),
        new PastePlugin(), new Pasted(), new ShortcutPlugin(), new TableEditPlugin(), new ImageEditPlugin(), new HyperlinkPlugin(url => url),
      ],
    });
  }

  get isEmpty(): boolean {
    return !this.root.textContent?.replace(/\u200b/g, '').trim() && !this.root.querySelector('img, hr, table');
  }

  /** What is written: in its light colours, whatever the theme. Cleaned where it is opened or sent; while somebody types, that would take longer than a key may. */
  html(): string {
    return exportContent(this.editor, 'HTMLFast');
  }

  text(): string {
    return exportContent(this.editor, 'PlainText').replace(/\u200b/g, '').replace(/\r\n/g, '\n');
  }

  replace(html: string): void {
    const model = this.model(html);
    this.editor.formatContentModel(old => {
      old.blocks = model.blocks;
      return true;
    }, { apiName: 'replace' });
  }

  append(html: string): void {
    const model = this.model(html);
    this.editor.formatContentModel(old => {
      old.blocks.push(...model.blocks);
      return true;
    }, { apiName: 'append' });
  }

  insertText(text: string): void {
    this.focus();
    document.execCommand('insertText', false, text);
  }

  focus(): void {
    this.editor.focus();
  }

  /** Puts the caret before the first character. */
  toStart(): void {
    const first = this.root.ownerDocument.createTreeWalker(this.root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT).nextNode() ?? this.root;
    const range = this.root.ownerDocument.createRange();
    range.setStart(first.nodeName === 'BR' ? first.parentNode! : first, 0);
    this.editor.setDOMSelection({ type: 'range', range, isReverted: false });
    this.editor.focus();
  }

  format(): Format {
    return getFormatState(this.editor);
  }

  run(command: string, value = ''): void {
    switch (command) {
      case 'bold': toggleBold(this.editor); break;
      case 'italic': toggleItalic(this.editor); break;
      case 'underline': toggleUnderline(this.editor); break;
      case 'strike': toggleStrikethrough(this.editor); break;
      case 'bullets': toggleBullet(this.editor); break;
      case 'numbers': toggleNumbering(this.editor); break;
      case 'quote': toggleBlockQuote(this.editor); break;
      case 'indent': setIndentation(this.editor, 'indent'); break;
      case 'outdent': setIndentation(this.editor, 'outdent'); break;
      case 'align': setAlignment(this.editor, value as 'left' | 'center' | 'right'); break;
      case 'font': setFontName(this.editor, value); break;
      case 'size': setFontSize(this.editor, value); break;
      case 'colour': value ? setTextColor(this.editor, value) : setTextColor(this.editor, null); break;
      case 'ground': setBackgroundColor(this.editor, value || null); break;
      case 'clear': clearFormat(this.editor); applySegmentFormat(this.editor, written); break;
      case 'undo': undo(this.editor); break;
      case 'redo': redo(this.editor); break;
      case 'unlink': removeLink(this.editor); break;
      case 'table': this.table(value); break;
      default: editTable(this.editor, command as TableOperation);
    }
  }

  link(address: string, text: string): void {
    insertLink(this.editor, address, undefined, text || undefined);
  }

  /** The text that is selected, and where its link goes. */
  selectedLink(): { address: string; text: string } {
    const selection = this.editor.getDOMSelection();
    if (selection?.type !== 'range')
      return { address: '', text: '' };
    const anchor = (selection.range.startContainer instanceof Element ? selection.range.startContainer : selection.range.startContainer.parentElement)?.closest('a');
    return { address: anchor?.getAttribute('href') ?? '', text: selection.range.toString() || anchor?.textContent || '' };
  }

  image(address: string): void {
    insertImage(this.editor, address);
  }

  setDark(dark: boolean): void {
    this.editor.setDarkModeState(dark);
  }

  dispose(): void {
    this.snapshots.dispose();
    if (!this.editor.isDisposed())
      this.editor.dispose();
  }

  private table(size: string): void {
    const [columns, rows] = size.split('x').map(Number);
    insertTable(this.editor, columns ?? 2, rows ?? 2, { topBorderColor: '#ababab', bottomBorderColor: '#ababab', verticalBorderColor: '#ababab' }, undefined,
      { paddingTop: '3px', paddingBottom: '3px', paddingLeft: '8px', paddingRight: '8px' });
  }

  private model(html: string) {
    return createModelFromHtml(safeHtml(html), undefined, undefined, written);
  }
}
