import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { updateProduct } from '../../src/crm/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { MoneyInput } from '../contract/money.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { productById } from './loaders.js';
import { Product } from './types.js';

@InputType()
class UpdateProductInput extends KeyedInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, { description: 'The version that you read.' })
  version!: number;

  @Field(() => String, { nullable: true })
  name?: string;

  @Field(() => String, { nullable: true })
  series?: string | null;

  @Field(() => MoneyInput, { nullable: true })
  listPrice?: MoneyInput;

  @Field(() => Boolean, { nullable: true })
  recurring?: boolean;
}

@ObjectType()
export class ProductUpdated {
  @Field(() => ID)
  productId!: string;

  @Field(() => Int)
  version!: number;
}

const UpdateProductResult = createUnionType({
  name: 'UpdateProductResult',
  types: () => [ProductUpdated, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class UpdateProductResolver {
  @Guarded('updateProduct')
  @Mutation(() => UpdateProductResult, { description: 'Changes a product; quotes keep the price they were made with.' })
  updateProduct(@Arg('input') input: UpdateProductInput, @Ctx() context: ApiContext) {
    return updateProduct(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => ProductUpdated)
export class ProductUpdatedResolver {
  @FieldResolver(() => Product, { nullable: true })
  product(@Root() outcome: ProductUpdated, @Ctx() context: ApiContext) {
    return productById(context).load(outcome.productId);
  }
}
