import { Arg, Ctx, createUnionType, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { exportLicensedUsers } from '../../src/entitlements/index.js';
import type { ApiRuntime } from '../contract/api-runtime.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { KeyedInput } from '../contract/keyed-input.js';
import { SHARED_OUTCOMES } from '../contract/outcomes.js';
import { PlanLimitReached } from './plan-limit-reached.js';

@InputType()
class ExportLicensedUsersInput extends KeyedInput {}

@ObjectType()
class LicensedUsersExported {
  @Field(() => Int)
  users!: number;

  @Field({
    description: 'CSV with a header; texts that a spreadsheet would read as formulas begin with an apostrophe.',
  })
  csv!: string;
}

const ExportLicensedUsersResult = createUnionType({
  name: 'ExportLicensedUsersResult',
  types: () => [LicensedUsersExported, PlanLimitReached, ...SHARED_OUTCOMES] as const,
});

@Resolver()
export class ExportLicensedUsersResolver {
  @Guarded('exportLicensedUsers')
  @Mutation(() => ExportLicensedUsersResult, {
    description: 'Exports everybody with a decision seat as CSV; counted as an export of the month.',
  })
  exportLicensedUsers(@Arg('input') input: ExportLicensedUsersInput, @Ctx() context: ApiContext<ApiRuntime>) {
    return exportLicensedUsers(context.runtime, callerOf(context), input);
  }
}
