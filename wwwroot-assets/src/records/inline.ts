// Fields that look like text: Enter stores what was typed, Escape leaves it as it was.
export function startInline(): void {
  document.addEventListener('focusin', event => {
    const input = event.target as HTMLInputElement;
    if (input.matches?.('input.inline'))
      input.dataset.before = input.value;
  });
  document.addEventListener('keydown', event => {
    const input = event.target as HTMLInputElement;
    if (!input.matches?.('input.inline') || event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape'))
      return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape')
      input.value = input.dataset.before ?? '';
    input.blur();
  }, true);
}
