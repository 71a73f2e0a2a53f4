import type { Runtime } from '../kernel/runtime.js';

/** How this installation reaches people and programs outside. */
export interface NotificationSettings {
  /** 64 hexadecimal digits, from which the secrets of endpoints and the signatures of links are derived. */
  masterSecret: string;
  webhooks: {
    /** Lets endpoints be plain http and private addresses: for local development alone. */
    allowPrivate: boolean;
  };
}

/** What notifications need beside the ground. */
export interface NotificationsRuntime extends Runtime {
  notifications: NotificationSettings;
}
