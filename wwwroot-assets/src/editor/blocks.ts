// Which paragraphs the editor leaves as they stand when it writes its model back.
import type { ElementProcessor, ElementProcessorMap } from 'roosterjs-content-model-types';

const blocks = 'address, article, blockquote, center, div, dl, figure, h1, h2, h3, h4, h5, h6, hr, ol, p, pre, section, table, ul';

/**
 * Reads the page's own paragraphs so that they are known again: the editor makes each it does not know anew, and in a long
 * text that takes longer than a key may. One inside something else is not kept, for it may be read with the looks of what is around it.
 */
export function keeping(root: HTMLElement): Partial<ElementProcessorMap> {
  const keep = (tag: 'p' | 'div'): ElementProcessor<HTMLElement> => (group, node, context) => {
    const from = group.blocks.length;
    context.defaultElementProcessors[tag]!(group, node as HTMLDivElement & HTMLParagraphElement, context);
    if (!context.allowCacheElement || node.parentElement !== root || node.querySelector(blocks))
      return;
    const [made, ...rest] = group.blocks.slice(from).filter(block => block.blockType !== 'Paragraph' || !block.isImplicit || block.segments.length > 0);
    if (made?.blockType === 'Paragraph' && !made.isImplicit && rest.length === 0)
      made.cachedElement = node;
  };
  return { p: keep('p'), div: keep('div') };
}
