import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';
import { findImportReport } from '../../src/crm/index.js';
import { type ApiContext, callerOf } from '../contract/context.js';
import { Guarded } from '../contract/guarded.js';
import { GraphQLDateTime } from '../contract/scalars.js';

enum ImportStatus {
  RUNNING = 'running',
  COMPLETED = 'completed',
}
registerEnumType(ImportStatus, { name: 'ImportStatus' });

@ObjectType({ description: 'Something to tell of a row.' })
class ImportFinding {
  @Field(() => Int, { description: 'Line of the file; the header is line 1.' })
  row!: number;

  @Field(() => String, { nullable: true })
  column!: string | null;

  @Field({ description: 'Why; of a repair the rule.' })
  reason!: string;

  @Field(() => String, { nullable: true, description: 'Of a repair: the text as it came.' })
  from?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a repair: the text as it was taken.' })
  to?: string | null;
}

@ObjectType({ description: 'What became of the rows; repairs and warnings are counted beside them.' })
class ImportCounts {
  @Field(() => Int)
  created!: number;

  @Field(() => Int)
  updated!: number;

  @Field(() => Int)
  unchanged!: number;

  @Field(() => Int)
  rejected!: number;

  @Field(() => Int)
  repairs!: number;

  @Field(() => Int)
  warnings!: number;
}

@ObjectType({
  description: 'A file that was imported. At most 100 findings of each sort; GET /v1/imports/{id}/rejects gives all.',
})
class ImportRun {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'users, teams, products, accounts …' })
  kind!: string;

  @Field(() => ImportStatus)
  status!: string;

  @Field()
  fileSha256!: string;

  @Field(() => GraphQLDateTime)
  startedAt!: string;

  @Field(() => GraphQLDateTime, { nullable: true })
  endedAt!: string | null;

  @Field(() => ImportCounts)
  counts!: ImportCounts;

  @Field(() => [ImportFinding])
  rejects!: ImportFinding[];

  @Field(() => [ImportFinding])
  repairs!: ImportFinding[];

  @Field(() => [ImportFinding])
  warnings!: ImportFinding[];
}

@Resolver()
export class ImportRunQueries {
  @Guarded('importRun')
  @Query(() => ImportRun, { nullable: true })
  async importRun(@Arg('id', () => ID) id: string, @Ctx() context: ApiContext) {
    const report = await findImportReport(context.runtime, callerOf(context).tenantId, id);
    return report && { ...report, id };
  }
}
