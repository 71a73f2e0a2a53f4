/**
 * One statement as its `.cypher` file declares it. `P` are its parameters beside `tenantId`, which the kernel adds;
 * `R` is one row. Statements under `system/` start from no tenant and are given none.
 */
export interface Statement<P extends object, R> {
  /** `slice/entity_operation_qualifier`, for logs, metrics and house tests. */
  readonly name: string;
  readonly mode: 'read' | 'write';
  readonly text: string;
  /**
   * The same for several writes of one transaction, of statements whose header says `grouped`: takes `$group`, a list of
   * parameters, and gives in each row `place`, from 0, beside its columns.
   */
  readonly grouped?: string;
  /** Never set: carries the types of parameters and row. */
  readonly types?: (params: P) => R;
}
