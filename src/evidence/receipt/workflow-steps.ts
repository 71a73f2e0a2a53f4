/** Every step that can leave a receipt, with what its receipt says happened. A new step is one line here. */
export const WORKFLOW_STEPS = {
  // lead
  INGEST_LEAD: 'a lead came in',
  PREFLIGHT_LEAD: 'the preflight policy allowed, blocked or questioned a lead',
  ROUTE_LEAD: 'the routing policy named a strategy, an owner or a pool for a lead',
  ASSIGN_LEAD: 'a pool gave the next turn to a member',
  REASSIGN_LEAD: 'a lead was given to someone else by hand',
  TOUCH_LEAD: 'a lead was contacted',
  BREACH_SLA: 'a deadline passed and the lead went up',
  LINK_ACCOUNT: 'a lead was matched to an account, or the match was in conflict',
  CONVERT_LEAD: 'a lead became an opportunity',
  // deal
  CREATE_OPPORTUNITY: 'an opportunity was opened',
  UPDATE_OPPORTUNITY: 'an opportunity was changed',
  CREATE_QUOTE: 'a quote was drafted',
  REVISE_QUOTE: 'a quote got a new version',
  SUBMIT_QUOTE: 'a quote was submitted for approval',
  EVALUATE_QUOTE: 'the discount policy named the approvals that a quote needs',
  DECIDE_APPROVAL: 'an approver approved, rejected or made a counter-proposal',
  ESCALATE_APPROVAL: 'an overdue approval went up the reporting line',
  REASSIGN_APPROVAL: 'an approval was given to another approver',
  APPROVE_QUOTE: 'the last approval was given, or none was needed',
  RECALL_QUOTE: 'the owner took a submitted quote back',
  GENERATE_CONTRACT: 'a contract was made from an approved quote',
  SIGN_CONTRACT: 'a signature state was reached',
  ACTIVATE_ORDER: 'an order was activated, or its activation was refused',
  // admin
  CREATE_TENANT: 'a tenant was opened',
  CREATE_USER: 'a user was added',
  UPDATE_USER: 'a user was changed',
  END_USER: 'a user was deactivated',
  CREATE_TEAM: 'a team was added',
  UPDATE_TEAM: 'a team was changed',
  JOIN_TEAM: 'a user joined a team',
  LEAVE_TEAM: 'a user left a team',
  SET_MANAGER: 'a reporting line began or ended',
  PROPOSE_ROLE: 'a role was asked for, and waits for a second person',
  WITHDRAW_ROLE: 'a role that was asked for was withdrawn',
  GRANT_ROLE: 'a role was granted',
  REVOKE_ROLE: 'a role was ended',
  ASSIGN_SEAT: 'a user got a seat',
  RELEASE_SEAT: 'a seat was given back',
  PROPOSE_SEAT_LIMIT: 'an operator proposed another number of seats',
  SET_SEAT_LIMIT: 'the number of seats was changed',
  DELEGATE_APPROVALS: 'an approver named a delegate',
  END_DELEGATION: 'a delegation was ended',
  CREATE_API_KEY: 'an API key was issued',
  REVOKE_API_KEY: 'an API key was ended',
  SAVE_CONFIG_DRAFT: 'a draft of the configuration was saved',
  ACTIVATE_CONFIG: 'a version of the configuration came into force',
  CREATE_ACCOUNT: 'an account was added',
  UPDATE_ACCOUNT: 'an account was changed',
  CREATE_PRODUCT: 'a product was added',
  UPDATE_PRODUCT: 'a product was changed',
  // activity
  BLOCK_SEAT: 'a caller was refused for want of a seat',
  REFUSE_ROLE: 'a caller was refused for want of a role or scope',
  EXPORT_RECEIPTS: 'receipts were exported',
  // batch
  START_IMPORT: 'the import of a file began',
  IMPORT_ROWS: 'some rows of a file were imported',
  RUN_IMPORT: 'a file was imported, or its import was refused',
  INGEST_EVENTS: 'a batch of events was taken in',
  REPORT_AUDIT_EVENTS: 'another program reported audit events',
  ERASE_PERSON: "a person's payloads were erased",
} as const;

/** A step's name, VERB_NOUN. */
export type WorkflowStep = keyof typeof WORKFLOW_STEPS;

/** The form of a step's name: what a verifier checks, so that it can read receipts of steps younger than itself. */
export const STEP_FORM = /^[A-Z]+(_[A-Z]+)+$/;
