import { v7 } from 'uuid';

/** A new UUIDv7 (RFC 9562): sortable by the time it was drawn. Draw ids before a transaction body, which may run again. */
export const newId = (): string => v7();
