// Fetches the editor when the first composer opens; the inbox does not pay for it.
type Chunk = typeof import('./editor/index');
export type { RichEditor } from './editor/editor';
export type { Toolbar } from './editor/toolbar';

let chunk: Promise<Chunk> | null = null;

export function loadEditor(): Promise<Chunk> {
  chunk ??= (import(document.documentElement.dataset.editor!) as Promise<Chunk>).catch(error => {
    // The next composer tries again.
    chunk = null;
    throw error;
  });
  return chunk;
}
