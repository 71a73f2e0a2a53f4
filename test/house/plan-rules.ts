/** An operator of a query plan as the driver gives it. */
export interface Plan {
  operatorType: string;
  arguments: Record<string, unknown>;
  children: Plan[];
}

/** Seeks that give one row though no constraint says so, by what their details hold, with the reason. */
const ONE_BY_LIFECYCLE = [
  // The configuration in force: activating one retires the other under the lock of its chain.
  /RevOpsConfigVersion\(tenantId, state, number\) WHERE tenantId = \$tenantId AND state = /,
];

const nameOf = (plan: Plan): string => plan.operatorType.split('@')[0] as string;
const detailsOf = (plan: Plan): string => String(plan.arguments.Details ?? '');

/** Every operator of a plan, the plan's own first. */
export function operatorsOf(plan: Plan): Plan[] {
  return [plan, ...plan.children.flatMap(operatorsOf)];
}

/** Whether an operator gives at most one row for each row it starts from. */
function isSingle(plan: Plan): boolean {
  const details = detailsOf(plan);
  const [first, second] = plan.children;
  switch (nameOf(plan)) {
    case 'Argument':
    case 'EmptyRow':
      return true;
    case 'NodeUniqueIndexSeek':
    case 'NodeUniqueIndexSeek(Locking)':
    case 'MultiNodeIndexSeek':
      return !/[<>]|IS NOT NULL|STARTS WITH/.test(details.split(', cache[')[0] as string);
    case 'NodeIndexSeek':
      return ONE_BY_LIFECYCLE.some((one) => one.test(details));
    case 'Limit':
      return details === '1' || (first !== undefined && isSingle(first));
    case 'EagerAggregation':
      // Without a grouping key the details begin with the aggregate itself.
      return /^(collect|count|sum|max|min)\(/.test(details) || (first !== undefined && isSingle(first));
    case 'Apply':
    case 'CartesianProduct':
      return first !== undefined && second !== undefined && isSingle(first) && isSingle(second);
    case 'Unwind':
    case 'Union':
      return false;
    default:
      return (
        first !== undefined &&
        !/^(Expand|VarLength|Union|Foreach|Repeat|ProcedureCall)/.test(nameOf(plan)) &&
        isSingle(first)
      );
  }
}

const columns = (order: unknown): string[] =>
  String(order ?? '')
    .replaceAll('`', '')
    .replace(/ LIMIT .*$/, '')
    .split(', ')
    .filter(Boolean);

/** A partial sort that is handed rows ordered by their tenant alone sorts everything the tenant has. */
function sortsTheTenant(plan: Plan): boolean {
  const wanted = columns(detailsOf(plan));
  const given = columns(plan.children[0]?.arguments.Order);
  return !(given.length > 1 && wanted[1] === given[1]);
}

/** A statement that goes through ids says so: by its hint, or by the order of its page. */
const MEANS_EVERY_ID =
  /USING INDEX SEEK \w+:\w+\(tenantId, id\)|ORDER BY (\w+)\.tenantId(?: DESC)?, \1\.id(?: DESC)?\s+LIMIT/;

/** A seek that reads every id of the tenant's label, for want of a better index. */
const wholeLabel = (details: string): boolean =>
  /^UNIQUE \w+:\w+\(tenantId, id\) WHERE tenantId = \$tenantId AND id (?!= )/.test(details);

/** Tells what a plan does that a statement must not (house, habit 3): nothing when it seeks its way. */
export function planFindings(plan: Plan, { mode, text }: { mode: 'read' | 'write'; text: string }): string[] {
  return operatorsOf(plan).flatMap((operator) => {
    const name = nameOf(operator);
    const finding = [`${name} ${detailsOf(operator)}`.trim()];
    if (/Scan/.test(name) || name === 'Top') return finding;
    // A write sorts the few ids that it is given, so as to lock them in order.
    if (name === 'Sort') return mode === 'write' ? [] : finding;
    if (wholeLabel(detailsOf(operator)) && !MEANS_EVERY_ID.test(text)) return finding;
    if (/^Partial(Sort|Top)$/.test(name)) return sortsTheTenant(operator) ? finding : [];
    return name === 'CartesianProduct' && !isSingle(operator) ? finding : [];
  });
}
