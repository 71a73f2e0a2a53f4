import { type ASTVisitor, Kind, type SelectionNode, type ValidationContext } from 'graphql';

/**
 * Counts selections that say again what stands beside them (the same field, fragment or condition), in the whole document, and calls
 * `refuse` when they are too many: nobody needs them, and each is validated against each.
 */
export const maxRepeats =
  (most: number, refuse: (context: ValidationContext) => void) =>
  (context: ValidationContext): ASTVisitor => {
    let repeats = 0;
    return {
      SelectionSet: ({ selections }) => {
        repeats += selections.length - new Set(selections.map(saidBy)).size;
      },
      Document: {
        leave: () => {
          if (repeats > most) refuse(context);
        },
      },
    };
  };

/** What a selection says, its arguments aside: with others the same name is a conflict anyhow. */
function saidBy(selection: SelectionNode): string {
  if (selection.kind === Kind.FIELD) return selection.alias?.value ?? selection.name.value;
  if (selection.kind === Kind.FRAGMENT_SPREAD) return `...${selection.name.value}`;
  return `... on ${selection.typeCondition?.name.value ?? ''}`;
}
