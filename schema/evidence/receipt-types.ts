import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLDateTime, GraphQLJSON, GraphQLSafeInt } from '../contract/scalars.js';

export enum WorkflowKind {
  LEAD = 'lead',
  DEAL = 'deal',
  ADMIN = 'admin',
  ACTIVITY = 'activity',
  BATCH = 'batch',
}
registerEnumType(WorkflowKind, { name: 'WorkflowKind' });

export enum ReceiptOutcome {
  ALLOWED = 'ALLOWED',
  DENIED = 'DENIED',
  BLOCKED = 'BLOCKED',
  FAILED = 'FAILED',
}
registerEnumType(ReceiptOutcome, { name: 'ReceiptOutcome' });

export enum SubjectType {
  USER = 'user',
  API_KEY = 'api_key',
  SYSTEM = 'system',
  VISITOR = 'visitor',
}
registerEnumType(SubjectType, { name: 'SubjectType' });

export enum PayloadState {
  SHOWN = 'shown',
  WITHHELD = 'withheld',
  ERASED = 'erased',
  REMOVED = 'removed',
}
registerEnumType(PayloadState, {
  name: 'PayloadState',
  description:
    'SHOWN; WITHHELD: not for you; ERASED: deleted, its commitment stays; REMOVED: the same, when its time was up.',
});

@ObjectType({ description: 'Who acted, or in whose name.' })
export class ReceiptSubject {
  @Field(() => SubjectType)
  type!: SubjectType;

  @Field(() => ID)
  id!: string;
}

@ObjectType({ description: 'What a receipt is about.' })
export class ReceiptResource {
  @Field()
  type!: string;

  @Field(() => ID)
  id!: string;

  @Field(() => Int, { nullable: true })
  version!: number | null;
}

@ObjectType({ description: 'Which policy decided, and the configuration it read.' })
export class ReceiptPolicy {
  @Field()
  package!: string;

  @Field({ description: 'SHA-256 of the compiled bundle.' })
  version!: string;

  @Field(() => Int, { nullable: true })
  configVersion!: number | null;

  @Field(() => String, { nullable: true })
  configSha256!: string | null;
}

@ObjectType({ description: 'The receipt of another workflow that this one follows from.' })
export class ReceiptParent {
  @Field(() => ID)
  workflowId!: string;

  @Field(() => Int)
  seq!: number;

  @Field()
  sha256!: string;
}

@ObjectType({ description: 'What stands behind a receipt.' })
export class ReceiptPayload {
  @Field(() => PayloadState)
  state!: PayloadState;

  @Field({ description: 'Hex SHA-256 of salt and canonical content; it is part of the body.' })
  commitment!: string;

  @Field(() => String, { nullable: true, description: '16 bytes in hex.' })
  salt!: string | null;

  @Field(() => GraphQLJSON, { nullable: true })
  content!: unknown;
}

@ObjectType({ description: 'One link of a chain: something that happened, or was refused (docs/receipt-format.md).' })
export class Receipt {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  workflowId!: string;

  @Field(() => WorkflowKind)
  workflowKind!: WorkflowKind;

  @Field(() => Int, { description: 'Place in the chain, from 1.' })
  workflowSeq!: number;

  @Field({ description: 'VERB_NOUN: EVALUATE_QUOTE.' })
  step!: string;

  @Field(() => ReceiptOutcome)
  outcome!: ReceiptOutcome;

  @Field(() => ReceiptSubject)
  subject!: ReceiptSubject;

  @Field(() => ReceiptSubject, { nullable: true })
  onBehalfOf!: ReceiptSubject | null;

  @Field(() => ReceiptResource, { nullable: true })
  resource!: ReceiptResource | null;

  @Field(() => ReceiptPolicy, { nullable: true })
  policy!: ReceiptPolicy | null;

  @Field(() => ReceiptParent, { nullable: true })
  parent!: ReceiptParent | null;

  @Field(() => ID, { nullable: true })
  previousReceiptId!: string | null;

  @Field(() => GraphQLDateTime)
  timestamp!: string;

  @Field({ description: 'Hex SHA-256 of the body in canonical form.' })
  sha256!: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: "Place in the tenant's log; null until it is sealed." })
  leafIndex!: number | null;

  @Field(() => GraphQLJSON, { description: 'The body that the hash is of, key by key.' })
  body!: unknown;
}
