import type { Runtime } from '../kernel/runtime.js';

/** A mail to one person, in both forms. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for the same mail sent again: `<id@host>`. */
  messageId: string;
}

/** What a mail server made of a mail: it took it, or will never take it (5xx). What may pass throws. */
export type MailFate = 'sent' | 'refused';

/** Where mail is handed over; null where an installation sends none. */
export interface Mailing {
  /** Where approvers reach this installation, without a slash at its end. */
  publicUrl: string;
  send(mail: Mail): Promise<MailFate>;
  close(): void;
}

/** How this installation reaches people and programs outside. */
export interface NotificationSettings {
  /** 64 hexadecimal digits, from which the secrets of endpoints and the signatures of links are derived. */
  masterSecret: string;
  webhooks: {
    /** Lets endpoints be plain http and private addresses: for local development alone. */
    allowPrivate: boolean;
  };
  mail: Mailing | null;
}

/** What notifications need beside the ground. */
export interface NotificationsRuntime extends Runtime {
  notifications: NotificationSettings;
}
