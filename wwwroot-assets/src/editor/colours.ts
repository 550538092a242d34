// Colours of an email as they are shown in the dark theme. The email itself keeps its light ones.
type Rgb = [number, number, number];
let paint: CanvasRenderingContext2D | null = null;

function parse(colour: string): Rgb | null {
  paint ??= document.createElement('canvas').getContext('2d');
  if (!paint)
    return null;
  paint.fillStyle = '#010203';
  paint.fillStyle = colour;
  const hex = /^#(..)(..)(..)$/.exec(paint.fillStyle);
  if (hex)
    return paint.fillStyle === '#010203' && !/^#010203$/i.test(colour) ? null : [parseInt(hex[1]!, 16), parseInt(hex[2]!, 16), parseInt(hex[3]!, 16)];
  const rgba = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(paint.fillStyle);
  return rgba && Number(rgba[4]) > 0 ? [Number(rgba[1]), Number(rgba[2]), Number(rgba[3])] : null;
}

function toHsl([r, g, b]: Rgb): [number, number, number] {
  const [red, green, blue] = [r / 255, g / 255, b / 255];
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const light = (most + least) / 2;
  const span = most - least;
  if (span === 0)
    return [0, 0, light];
  const hue = most === red ? ((green - blue) / span + 6) % 6 : most === green ? (blue - red) / span + 2 : (red - green) / span + 4;
  return [hue * 60, span / (1 - Math.abs(2 * light - 1)), light];
}

/** The counterpart of a light colour: text becomes light, grounds become dark, the hue stays. */
export function darkColour(colour: string, _base?: number, kind?: 'text' | 'background' | 'border'): string {
  const rgb = parse(colour);
  if (!rgb)
    return colour;
  const [hue, saturation, light] = toHsl(rgb);
  const turned = kind === 'background' ? 0.1 + (1 - light) * 0.6 : kind === 'border' ? 0.2 + (1 - light) * 0.6 : 0.6 + (1 - light) * 0.33;
  return `hsl(${Math.round(hue)} ${Math.round(Math.min(saturation, 0.85) * 100)}% ${Math.round(turned * 100)}%)`;
}
