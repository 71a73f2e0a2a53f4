import { createTransport } from 'nodemailer';
import type { Mailing } from './runtime.js';

/** Each step of a conversation with the mail server may take this long. */
const PATIENCE_MS = 15_000;
/** The server's word that it will never take this mail, or deliver to this address. Others pass: a refused password is mended by an operator. */
const isForGood = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  ['EENVELOPE', 'EMESSAGE'].includes(String(error.code)) &&
  'responseCode' in error &&
  Number(error.responseCode) >= 500;

/** Hands mail over to an SMTP server (smtp:// with STARTTLS where it is offered, or smtps://). Connects when there is something to send. */
export function createMailing({
  smtpUrl,
  from,
  publicUrl,
}: {
  smtpUrl: string;
  from: string;
  publicUrl: string;
}): Mailing {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    publicUrl,
    async send({ to, ...mail }) {
      try {
        // An address of its own, not a line to be parsed: nothing in it can name a second one.
        await transport.sendMail({
          ...mail,
          from,
          to: { name: '', address: to },
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return 'sent';
      } catch (error) {
        if (isForGood(error)) return 'refused';
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
