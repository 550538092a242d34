// Where the caret is, for those who would learn of it only with the page's next frame: fast keys come before that.
import type { EditorPlugin, IEditor, PluginEvent } from 'roosterjs-content-model-types';

export class Caret implements EditorPlugin {
  private editor: IEditor | null = null;

  // Elements that the page has not drawn yet, and those out of sight.
  private readonly fresh = new Set<Node>();
  private readonly hidden = new WeakSet<EventTarget>();
  private readonly observer = new MutationObserver(changes => this.note(changes));

  constructor(private readonly root: HTMLElement) { }

  getName(): string { return 'Caret'; }

  initialize(editor: IEditor): void {
    this.editor = editor;
    this.observer.observe(this.root, { childList: true, subtree: true });
    this.root.addEventListener('contentvisibilityautostatechange', this.seen);
  }

  dispose(): void {
    this.editor = null;
    this.observer.disconnect();
    this.root.removeEventListener('contentvisibilityautostatechange', this.seen);
  }

  onPluginEvent(event: PluginEvent): void {
    if (event.eventType !== 'keyDown' || !this.editor)
      return;
    this.editor.triggerEvent('selectionChanged', { newSelection: this.editor.getDOMSelection() });
    if (this.root.hasAttribute('data-long'))
      this.show(document.getSelection()?.focusNode ?? null);
  }

  private readonly seen = (event: Event): void => {
    if ((event as ContentVisibilityAutoStateChangeEvent).skipped)
      this.hidden.add(event.target!);
    else
      this.hidden.delete(event.target!);
  };

  private note(changes: MutationRecord[]): void {
    if (!this.root.hasAttribute('data-long'))
      return;
    if (this.fresh.size === 0)
      requestAnimationFrame(() => requestAnimationFrame(() => this.fresh.clear()));
    for (const change of changes)
      for (const node of change.addedNodes)
        this.fresh.add(node);
  }

  /**
   * Has the browser lay out the paragraph with the caret at once. In a long text it does not where nothing is seen of it, nor before the next frame
   * where it is new, and would leave the caret before what is written. By an animation, not an attribute, which the editor would take for a change of the text.
   */
  private show(node: Node | null): void {
    let made = node;
    while (made && made !== this.root && !this.isLeftOut(made))
      made = made.parentNode;
    if (!(made instanceof Element) || made === this.root)
      return;
    const shown = made.animate({ contentVisibility: ['visible', 'visible'] }, { duration: 1, fill: 'both' });
    requestAnimationFrame(() => requestAnimationFrame(() => shown.cancel()));
  }

  private isLeftOut(node: Node): boolean {
    return node instanceof Element && (this.hidden.has(node)
      || (this.fresh.has(node) || node.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) === false) && getComputedStyle(node).contentVisibility === 'auto');
  }
}
