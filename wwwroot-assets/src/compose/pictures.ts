// Pictures within the text: each is looked at first, then uploaded; the text holds the address of the upload until the email is sent.
import { upload } from './files';

const largestKept = 2_000_000;

async function isPicture(file: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}

function dataAddress(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

function blobOf(address: string): Blob {
  const [head, content] = address.split(',', 2);
  return new Blob([Uint8Array.from(atob(content ?? ''), char => char.charCodeAt(0))], { type: /^data:([^;,]*)/.exec(head ?? '')?.[1] ?? '' });
}

/** The address under which a picture stands in the text. A small one is kept in the text itself while the line is down. */
export async function placePicture(file: File): Promise<string> {
  if (!await isPicture(file))
    throw new Error(`${file.name || 'The file'} is not a picture that can be shown. It can be attached as a file.`);
  try {
    return `/mail/uploads/${await upload(file, file.name || `picture.${file.type.split('/')[1] ?? 'png'}`, new XMLHttpRequest(), () => undefined)}`;
  } catch (error) {
    if (file.size > largestKept)
      throw error;
    return dataAddress(file);
  }
}

/** Pictures that came in with a paste as data: uploaded, so that the text stays light. */
export async function liftPictures(edit: HTMLElement, refuse: (text: string) => void): Promise<boolean> {
  const images = [...edit.querySelectorAll<HTMLImageElement>('img[src^="data:"]:not([data-lifting])')];
  await Promise.all(images.map(async image => {
    image.dataset.lifting = '';
    try {
      const blob = blobOf(image.src);
      const address = await placePicture(new File([blob], `picture.${blob.type.split('/')[1] ?? 'png'}`, { type: blob.type }));
      if (!address.startsWith('data:'))
        image.src = address;
    } catch (error) {
      if ((error as Error).message.includes('not a picture')) {
        image.remove();
        refuse('A pasted picture is not a picture; it was left out.');
      }
    }
    delete image.dataset.lifting;
  }));
  return images.length > 0;
}
