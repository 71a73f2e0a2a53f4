import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Flip as FlipValue, QuoteLine } from '../../src/dealdesk/index.js';
import { Money, money } from '../contract/money.js';
import { ApproverRole } from './approval-types.js';

export enum FlipOf {
  ATTRIBUTE = 'attribute',
  CONFIG = 'config',
}
registerEnumType(FlipOf, {
  name: 'FlipOf',
  description: 'Whether an attribute of the deal changes, or a value of the configuration.',
});

@ObjectType({ description: 'A line to revise the quote with.' })
class FlipLine {
  @Field(() => ID)
  productId!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => Money)
  netUnitPrice!: Money;
}

@ObjectType({
  description:
    'One change, of one attribute or one value of the configuration, as small as it may be, that takes a step away.',
})
export class Flip {
  @Field(() => FlipOf)
  of!: FlipOf;

  @Field({
    description: "Name in the policies' catalogue: `deal.discount_bp`, `quote.term_length_months`, `config.…`.",
  })
  attribute!: string;

  @Field(() => String, { nullable: true, description: 'What `from` and `to` are counted in.' })
  unit!: string | null;

  @Field(() => String, { nullable: true, description: 'As it is: a whole number, true or false, or text.' })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'As it would be.' })
  to!: string | null;

  @Field(() => [ApproverRole], { description: 'Roles that would no longer be asked.' })
  removes!: ApproverRole[];

  @Field(() => [ApproverRole], { description: 'Roles that would be asked instead.' })
  adds!: ApproverRole[];

  @Field({ description: '"0.8 points less discount removes FINANCE."' })
  sentence!: string;

  @Field(() => [FlipLine], {
    nullable: true,
    description: 'Lines for `reviseQuote`, where the change is one of lines.',
  })
  lines!: FlipLine[] | null;
}

/** Flips as the API shows them. `lines` are those of the quote's version. */
export const shownFlips = (flips: FlipValue[], lines: QuoteLine[], currency: string): Flip[] =>
  flips.map((flip) => ({
    ...flip,
    of: flip.of as FlipOf,
    from: flip.from === null ? null : String(flip.from),
    to: flip.to === null ? null : String(flip.to),
    removes: flip.removes as ApproverRole[],
    adds: flip.adds as ApproverRole[],
    lines:
      flip.lines?.map(({ index, quantity, netUnitMinor }) => ({
        productId: (lines[index] as QuoteLine).productId,
        quantity,
        netUnitPrice: money(netUnitMinor, currency),
      })) ?? null,
  }));
