/** Who reports to whom: user id to manager id. */
export type ReportingLines = Map<string, string>;

/** Whether a user would come to stand above themselves if they reported to this manager. */
export function closesCircle(lines: ReportingLines, userId: string, managerId: string): boolean {
  for (let above: string | undefined = managerId; above !== undefined; above = lines.get(above)) {
    if (above === userId) return true;
  }
  return false;
}
