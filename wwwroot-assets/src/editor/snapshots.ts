// What undo goes back to. The editor keeps the whole text with every word.
import type { AddUndoSnapshot, EditorCore } from 'roosterjs-content-model-types';

/** Milliseconds. Keeping a long text takes longer than a key may. */
const apart = 2000;

/** Keeps the text for undo; of a long one not at every space. What was typed since is kept when undo, a command or another key asks. */
export function spaced(): AddUndoSnapshot {
  let last = 0;
  return (core: EditorCore, canUndoByBackspace, states) => {
    const now = performance.now();
    const isSpace = window.event instanceof KeyboardEvent && window.event.type === 'keypress' && window.event.key === ' ';
    if (isSpace && core.undo.snapshotsManager.hasNewContent && now - last < apart && core.physicalRoot.hasAttribute('data-long'))
      return null;
    last = now;
    return core.originalApi.addUndoSnapshot(core, canUndoByBackspace, states);
  };
}
