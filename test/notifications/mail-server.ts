import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import { SMTPServer } from 'smtp-server';

/** A mail as the server took it. */
export interface TakenMail {
  /** Of the envelope: who gets it, whatever its headers say. */
  to: string[];
  /** Headers and body as they were sent, soft line breaks taken out. */
  raw: string;
  subject: string;
  messageId: string;
  /** The links in its text. */
  links: string[];
}

/** A mail server over real SMTP that keeps what it takes; closed when the test file has run. */
export class MailServer {
  readonly taken: TakenMail[] = [];
  #onTaken: () => void = () => undefined;
  #server: SMTPServer | null = null;
  #port = 0;
  /** Answered to every recipient instead of taking it: an SMTP code. */
  refusesWith: number | null = null;

  static async open(): Promise<MailServer> {
    const server = new MailServer();
    await server.up();
    afterAll(() => server.down());
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** What a world needs to send its mail here. */
  get environment(): Record<string, string> {
    return {
      SMTP_URL: this.url,
      MAIL_FROM: 'revgraph <desk@revgraph.example>',
      PUBLIC_URL: 'https://revgraph.example',
    };
  }

  to(address: string): TakenMail[] {
    return this.taken.filter(({ to }) => to.includes(address));
  }

  /** Settles when the next mail is taken. */
  takes(): Promise<void> {
    return new Promise((resolve) => {
      this.#onTaken = resolve;
    });
  }

  /** Listens, after `down` on the same port as before. */
  async up(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) => {
        if (this.refusesWith === null) return done();
        done(Object.assign(new Error('no such mailbox'), { responseCode: this.refusesWith }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          this.taken.push(mailOf(to, Buffer.concat(chunks).toString('utf8')));
          done();
          this.#onTaken();
        });
      },
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server.server, 'listening');
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  async down(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  }
}

function mailOf(to: string[], sent: string): TakenMail {
  const raw = sent.replace(/=\r\n/g, '').replace(/=3D/g, '=');
  const header = (name: string) => new RegExp(`^${name}: ((?:.|\\r\\n[ \\t])*)`, 'im').exec(sent)?.[1] ?? '';
  const links = [...raw.matchAll(/https:\/\/revgraph\.example(\/v1\/approval-links\/[\w.-]+)/g)].map(
    ([, path]) => path as string,
  );
  return {
    to,
    raw,
    subject: header('Subject').replace(/\s*\r\n\s+/g, ' '),
    messageId: header('Message-ID'),
    links: [...new Set(links)],
  };
}
