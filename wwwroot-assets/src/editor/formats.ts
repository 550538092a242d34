// What the tools of a composer offer, and the keys for it.
import type { Format } from './editor';

export const fonts: [string, string][] = [
  ['Arial', 'Arial, Helvetica, sans-serif'], ['Calibri', 'Calibri, Carlito, Arial, sans-serif'], ['Georgia', 'Georgia, serif'], ['Tahoma', 'Tahoma, Geneva, sans-serif'],
  ['Times New Roman', '"Times New Roman", Times, serif'], ['Trebuchet', '"Trebuchet MS", sans-serif'], ['Verdana', 'Verdana, Geneva, sans-serif'], ['Courier', '"Courier New", Courier, monospace'],
];
export const sizes: [string, string][] = [['Small', '8pt'], ['Normal', '10.5pt'], ['Medium', '12pt'], ['Large', '16pt'], ['Huge', '22pt']];
export const colours: [string, string][] = [
  ['Black', '#000000'], ['Dark grey', '#44474d'], ['Grey', '#6f7680'], ['Red', '#b3261e'], ['Orange', '#b35300'], ['Brown', '#7a4f1d'],
  ['Green', '#0b6b4f'], ['Teal', '#00696f'], ['Blue', '#1a56b8'], ['Navy', '#1d2f6f'], ['Violet', '#6b3fa0'], ['Pink', '#ad2a6b'],
];
export const grounds: [string, string][] = [
  ['Yellow', '#fff3a3'], ['Green', '#d3f2d0'], ['Blue', '#d3e6fb'], ['Pink', '#fbd8e5'], ['Orange', '#fde2c4'], ['Grey', '#e6e7e9'],
];
export const toggles: [string, string, string, keyof Format][] = [
  ['bold', 'bold', 'Bold (Ctrl+B)', 'isBold'], ['italic', 'italic', 'Italic (Ctrl+I)', 'isItalic'],
  ['underline', 'underline', 'Underline (Ctrl+U)', 'isUnderline'], ['strike', 'strikethrough', 'Strike through (Ctrl+Shift+X)', 'isStrikeThrough'],
];
export const blocks: [string, string, string, keyof Format][] = [
  ['bullets', 'list', 'Bulleted list (Ctrl+Shift+8)', 'isBullet'], ['numbers', 'list-ordered', 'Numbered list (Ctrl+Shift+7)', 'isNumbering'],
  ['quote', 'text-quote', 'Quotation (Ctrl+Shift+9)', 'isBlockQuote'],
];
export const shortcuts: Record<string, string> = { 'Shift+x': 'strike', 'Shift+8': 'bullets', 'Shift+*': 'bullets', 'Shift+7': 'numbers', 'Shift+&': 'numbers', 'Shift+/': 'numbers', 'Shift+9': 'quote', 'Shift+(': 'quote', 'Shift+)': 'quote', '\\': 'clear' };
