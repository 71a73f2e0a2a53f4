/** One script that runs inside Redis, as its `.lua` file declares it. */
export interface Script {
  /** `slice/entity_operation`, for logs and errors. */
  readonly name: string;
  readonly text: string;
  /** Hex SHA-1 of the text: what Redis knows it by. */
  readonly sha1: string;
}
