// The part of the composer that is loaded when it is first needed.
export { RichEditor } from './editor';
export { safeHtml } from './safe';
export { Toolbar } from './toolbar';
