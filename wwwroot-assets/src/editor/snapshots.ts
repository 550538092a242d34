// What undo goes back to. The editor keeps the whole text with every word and before every Enter.
import type { AddUndoSnapshot, EditorCore } from 'roosterjs-content-model-types';
import { Pace } from '../compose/pace';

/** Keys that write or delete. */
const writes = new Set([' ', 'Enter', 'Backspace', 'Delete']);

/** Keeps the text for undo; a long one, which takes longer than a key may, not with a key but when typing pauses, and every two seconds. */
export class Snapshots {
  private core: EditorCore | null = null;
  private readonly pace = new Pace(() => this.late(), 500, 2000);

  readonly add: AddUndoSnapshot = (core, canUndoByBackspace, states) => {
    if (!canUndoByBackspace && Snapshots.isKeyInLongText(core)) {
      this.core = core;
      core.undo.snapshotsManager.clearRedo();
      core.undo.snapshotsManager.hasNewContent = true;
      this.pace.touch();
      return null;
    }
    this.pace.stop();
    return core.originalApi.addUndoSnapshot(core, canUndoByBackspace, states);
  };

  dispose(): void {
    this.pace.stop();
    this.core = null;
  }

  private late(): void {
    if (this.core?.undo.snapshotsManager.hasNewContent)
      this.core.originalApi.addUndoSnapshot(this.core, false);
  }

  private static isKeyInLongText(core: EditorCore): boolean {
    const event = window.event;
    if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || !writes.has(event.key) || !core.physicalRoot.hasAttribute('data-long'))
      return false;
    // What is deleted or written over has to come back, whenever the text was kept last.
    const selection = core.api.getDOMSelection(core);
    return selection?.type === 'range' && selection.range.collapsed;
  }
}
