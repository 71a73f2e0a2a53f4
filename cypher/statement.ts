/**
 * One statement as its `.cypher` file declares it. `P` are its parameters beside `tenantId`, which the kernel adds;
 * `R` is one row. Statements under `system/` start from no tenant and are given none.
 */
export interface Statement<P extends object, R> {
  /** `slice/entity_operation_qualifier`, for logs, metrics and house tests. */
  readonly name: string;
  readonly mode: 'read' | 'write';
  readonly text: string;
  /** Never set: carries the types of parameters and row. */
  readonly types?: (params: P) => R;
}
