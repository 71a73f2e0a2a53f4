import type { World } from '../kit/world.js';

/** The page that a link leads to, and how to send its form, as a browser without a session does. */
export async function openPage(world: World, path: string, token: string | null = null) {
  const response = await world.anyone(token).http('GET', path);
  const text = await response.text();
  const page = /name="page" value="([^"]+)"/.exec(text)?.[1] ?? '';
  return { status: response.status, headers: response.headers, text, page };
}

/** Sends the form of a page. Gives the status and the page that came back. */
export async function confirm(
  world: World,
  path: string,
  form: Record<string, string>,
  token: string | null = null,
): Promise<{ status: number; text: string }> {
  const response = await world.anyone(token).http('POST', path, {
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  return { status: response.status, text: await response.text() };
}
