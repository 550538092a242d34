// Passkeys (WebAuthn): fetches the challenge, lets the browser's authenticator answer it, and posts the answer as JSON.
// A module of its own, because the sign-in page loads it without the rest.

type Json = Record<string, unknown>;
type Descriptor = { id: string; type: PublicKeyCredentialType; transports?: AuthenticatorTransport[] };

const bytes = (text: string) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const descriptors = (list?: Descriptor[]) => (list ?? []).map(item => ({ ...item, id: bytes(item.id) }));

async function options(path: string, token: string): Promise<Json> {
  const response = await fetch(path, { method: 'POST', headers: { RequestVerificationToken: token } });
  if (!response.ok)
    throw new Error(`${response.status}`);
  return await response.json() as Json;
}

function toJson(credential: PublicKeyCredential, response: Json): string {
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function prove(token: string): Promise<string> {
  const offered = await options('/account/passkeys/request-options', token) as Json & { challenge: string; allowCredentials?: Descriptor[] };
  const credential = await navigator.credentials.get({
    publicKey: { ...offered, challenge: bytes(offered.challenge), allowCredentials: descriptors(offered.allowCredentials) } as PublicKeyCredentialRequestOptions,
  }) as PublicKeyCredential;
  const answer = credential.response as AuthenticatorAssertionResponse;
  return toJson(credential, {
    clientDataJSON: text(answer.clientDataJSON),
    authenticatorData: text(answer.authenticatorData),
    signature: text(answer.signature),
    userHandle: answer.userHandle ? text(answer.userHandle) : undefined,
  });
}

/** Makes a passkey on this device and stores it with the account. Answers "done", "cancelled", "unsupported" or "refused". */
export async function add(token: string, name: string): Promise<string> {
  if (!('PublicKeyCredential' in window))
    return 'unsupported';
  try {
    const offered = await options('/account/passkeys/creation-options', token) as Json & { challenge: string; user: { id: string }; excludeCredentials?: Descriptor[] };
    const credential = await navigator.credentials.create({
      publicKey: {
        ...offered, challenge: bytes(offered.challenge), user: { ...offered.user, id: bytes(offered.user.id) }, excludeCredentials: descriptors(offered.excludeCredentials),
      } as unknown as PublicKeyCredentialCreationOptions,
    }) as PublicKeyCredential;
    const answer = credential.response as AuthenticatorAttestationResponse;
    const body = new URLSearchParams({
      name,
      credential: toJson(credential, {
        clientDataJSON: text(answer.clientDataJSON), attestationObject: text(answer.attestationObject), transports: answer.getTransports?.() ?? [],
      }),
    });
    const stored = await fetch('/account/passkeys', { method: 'POST', headers: { RequestVerificationToken: token }, body });
    return stored.ok ? 'done' : 'refused';
  } catch (error) {
    return error instanceof DOMException && error.name !== 'InvalidStateError' ? 'cancelled' : 'refused';
  }
}

const form = document.querySelector<HTMLFormElement>('form[data-passkey=sign-in]');
if (form && 'PublicKeyCredential' in window) {
  form.hidden = false;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const failure = form.querySelector<HTMLElement>('[data-passkey-error]')!;
    failure.hidden = true;
    try {
      const token = form.querySelector<HTMLInputElement>('[name=__RequestVerificationToken]')!.value;
      form.querySelector<HTMLInputElement>('[name="Passkey.Credential"]')!.value = await prove(token);
      form.submit();
    } catch {
      failure.textContent = 'No passkey was used. Try again, or sign in with your password.';
      failure.hidden = false;
    }
  });
}
