import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { createProduct } from '../../src/crm/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { MoneyInput } from '../contract/money.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { productById } from './loaders.js';
import { Product } from './types.js';

@InputType()
class CreateProductInput extends KeyedInput {
  @Field()
  sku!: string;

  @Field()
  name!: string;

  @Field(() => String, { nullable: true })
  series?: string | null;

  @Field()
  listPrice!: MoneyInput;

  @Field(() => Boolean, { nullable: true, description: 'Whether it counts in ARR; true when left out.' })
  recurring?: boolean | null;
}

@ObjectType()
export class ProductCreated {
  @Field(() => ID)
  productId!: string;
}

@ObjectType({ description: 'The tenant has a product with this SKU.' })
export class ProductExists {
  @Field()
  message!: string;

  @Field(() => ID)
  productId!: string;
}

const CreateProductResult = createUnionType({
  name: 'CreateProductResult',
  types: () => [ProductCreated, ProductExists, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class CreateProductResolver {
  @Guarded('createProduct')
  @Mutation(() => CreateProductResult, { description: 'Adds a product.' })
  createProduct(@Arg('input') input: CreateProductInput, @Ctx() context: ApiContext) {
    return createProduct(context.runtime, callerOf(context), input);
  }
}

@Resolver(() => ProductCreated)
export class ProductCreatedResolver {
  @FieldResolver(() => Product, { nullable: true })
  product(@Root() outcome: ProductCreated, @Ctx() context: ApiContext) {
    return productById(context).load(outcome.productId);
  }
}

@Resolver(() => ProductExists)
export class ProductExistsResolver {
  @FieldResolver(() => Product, { nullable: true })
  product(@Root() outcome: ProductExists, @Ctx() context: ApiContext) {
    return productById(context).load(outcome.productId);
  }
}
