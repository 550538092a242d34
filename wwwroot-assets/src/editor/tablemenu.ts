// Makes a table of a size, or changes the one the caret is in.
import { element } from '../dom';

const edits: [string, string][] = [
  ['insertAbove', 'Row above'], ['insertBelow', 'Row below'], ['insertLeft', 'Column to the left'], ['insertRight', 'Column to the right'],
  ['mergeCells', 'Merge cells'], ['deleteRow', 'Delete row'], ['deleteColumn', 'Delete column'], ['deleteTable', 'Delete table'],
];
const most = 6;

export function drawTableMenu(menu: HTMLElement, isInTable: boolean, run: (command: string, value?: string) => void): void {
  if (isInTable) {
    menu.role = 'menu';
    menu.replaceChildren(...edits.map(([operation, label]) => {
      const entry = element('button', '', label);
      entry.type = 'button';
      entry.role = 'menuitem';
      entry.onclick = () => run(operation);
      return entry;
    }));
    return;
  }
  menu.removeAttribute('role');
  const caption = element('div', 'caption', 'Columns × rows');
  const grid = element('div', 'tablegrid');
  const cells: HTMLButtonElement[] = [];
  const mark = (column: number, row: number) => {
    caption.textContent = `${column} × ${row}`;
    cells.forEach((cell, index) => cell.toggleAttribute('data-on', index % most < column && Math.floor(index / most) < row));
  };
  for (let row = 1; row <= most; row++)
    for (let column = 1; column <= most; column++) {
      const cell = element('button');
      cell.type = 'button';
      cell.ariaLabel = `Table of ${column} columns and ${row} rows`;
      cell.onpointerenter = cell.onfocus = () => mark(column, row);
      cell.onclick = () => { menu.hidePopover(); run('table', `${column}x${row}`); };
      cells.push(cell);
      grid.append(cell);
    }
  grid.onkeydown = event => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: most, ArrowUp: -most }[event.key];
    const next = step ? cells[cells.indexOf(document.activeElement as HTMLButtonElement) + step] : null;
    if (step) {
      event.preventDefault();
      event.stopPropagation();
      next?.focus();
    }
  };
  menu.replaceChildren(caption, grid);
}
