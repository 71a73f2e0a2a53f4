import { v7 } from 'uuid';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A new UUIDv7 (RFC 9562): sortable by the time it was drawn. Draw ids before a transaction body, which may run again. */
export const newId = (): string => v7();

/** Whether a text has the form of an id; what has not can be answered "not found" without asking the graph. */
export const isId = (text: string): boolean => UUID.test(text);
