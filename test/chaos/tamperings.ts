/** A tampering by hand and how to undo it: Cypher with the story's ids as parameters. Gone is in no tenant. */
export interface Tampering {
  what: string;
  does: string;
  undo: string;
  /** What must be found: rule and words. */
  finds: [string, RegExp][];
}

const gone = (node: string): Pick<Tampering, 'does' | 'undo'> => ({
  does: `MATCH (n:${node}) WHERE n.tenantId = $tenantId WITH n LIMIT 1 SET n.tenantId = 'gone-' + $tenantId`,
  undo: "MATCH (n) WHERE n.tenantId = 'gone-' + $tenantId SET n.tenantId = $tenantId",
});
const set = (match: string, property: string, value: string): Pick<Tampering, 'does' | 'undo'> => ({
  does: `MATCH ${match} SET n._was = n.${property}, n.${property} = ${value}`,
  undo: `MATCH ${match.replace(/, status: '\w+'/, '')} WHERE n._was IS NOT NULL SET n.${property} = n._was REMOVE n._was`,
});
const added = (does: string): Pick<Tampering, 'does' | 'undo'> => ({
  does,
  undo: "MATCH (n {id: 'forged-' + $tenantId}) DETACH DELETE n",
});

/** One at least for every promise. */
export const TAMPERINGS: Tampering[] = [
  {
    what: 'a lead is deleted',
    ...gone('Lead {id: $leads[0]}'),
    finds: [
      ['acknowledged-once', /ingestLead made .*not there/],
      ['state', /receipts tell of Lead .* not in the graph/],
    ],
  },
  {
    what: 'a lead is not the one that was brought',
    ...set('(n:Lead {tenantId: $tenantId, id: $leads[0]})', 'company', "'Another'"),
    finds: [
      ['acknowledged-once', /its company is Another, asked for was Company of a@pooled.com/],
      ['state', /its company is Another/],
    ],
  },
  {
    what: 'a quote is there twice',
    ...added(
      "MATCH (q:Quote {tenantId: $tenantId, id: $quoteId}) CREATE (n:Quote:Entity) SET n = q {.*, id: 'forged-' + $tenantId}",
    ),
    finds: [
      ['unasked', /Quote forged-.* no receipt tells of it/],
      ['state', /3 nodes Quote, receipts tell of 2/],
    ],
  },
  {
    what: "a line's price is changed",
    ...set('(:Quote {tenantId: $tenantId, id: $quoteId})-[:HAS_VERSION]->()-[:HAS_LINE]->(n)', 'netMinor', '1'),
    finds: [
      ['acknowledged-once', /line 1 is .* 1, asked for was .* 133340/],
      ['state', /QuoteLine .*netMinor is 1/],
    ],
  },
  {
    what: "a quote's status is changed",
    ...set('(n:Quote {tenantId: $tenantId, id: $quoteId})', 'status', "'rejected'"),
    finds: [
      ['acknowledged-once', /its status is rejected, what was answered/],
      ['state', /its status is rejected, its last receipt says/],
    ],
  },
  {
    what: 'an approval is decided otherwise',
    ...set('(n:Approval {tenantId: $tenantId, id: $approvalId})', 'status', "'rejected'"),
    finds: [['acknowledged-once', /approval .*status is rejected, it was decided as approved/]],
  },
  {
    what: 'an approval is decided by somebody else too',
    does: `MATCH (a:Approval {tenantId: $tenantId, id: $approvalId}), (u:User {tenantId: $tenantId, handle: 'legal'})
      CREATE (a)-[:DECIDED_BY {forged: true}]->(u)`,
    undo: 'MATCH (:Approval {tenantId: $tenantId, id: $approvalId})-[d:DECIDED_BY {forged: true}]->() DELETE d',
    finds: [
      ['acknowledged-once', /approval .* was decided by/],
      ['state', /it has the edge OUT DECIDED_BY/],
    ],
  },
  {
    what: 'a receipt is dropped',
    ...gone("Receipt {step: 'CREATE_PRODUCT'}"),
    finds: [['log', /the receipt of leaf \d+ is missing/]],
  },
  {
    what: "a receipt's outcome is changed",
    ...set(
      "(n:Receipt {tenantId: $tenantId, step: 'DECIDE_APPROVAL'})",
      'body',
      "replace(n.body, 'ALLOWED', 'BLOCKED')",
    ),
    finds: [
      ['chain', /its sha256 is/],
      ['log', /the receipts give/],
    ],
  },
  {
    what: 'a receipt is given another place in the log',
    ...set("(n:Receipt {tenantId: $tenantId, step: 'CREATE_PRODUCT'})", 'leafIndex', '1000000'),
    finds: [['log', /the receipt of leaf \d+ is missing/]],
  },
  {
    what: 'a payload is changed',
    ...set(
      "(:Receipt {tenantId: $tenantId, step: 'SET_SEAT_LIMIT'})-[:HAS_PAYLOAD]->(n:BusinessPayload)",
      'content',
      'replace(n.content, \'"limit":\', \'"limit":1\')',
    ),
    finds: [['chain', /its business payload gives/]],
  },
  {
    what: "a chain's head is moved",
    ...set("(n:RevWorkflow {tenantId: $tenantId, id: 'admin:seats'})", 'seq', 'n.seq - 1'),
    finds: [['chain', /the head of admin:seats/]],
  },
  {
    what: 'a checkpoint signs another root',
    ...set('(n:Checkpoint {tenantId: $tenantId})', 'note', "replace(n.note, '\\n\\n', 'x\\n\\n')"),
    finds: [['log', /checkpoint of size .* is a signature by/]],
  },
  {
    what: "the log's edge is changed",
    ...set('(n:LogHead {tenantId: $tenantId})', 'size', 'n.size + 1'),
    finds: [['log', /is missing/]],
  },
  {
    what: 'a seat is taken beyond the limit',
    ...added(`MATCH (u:User {tenantId: $tenantId, handle: 'auditor'}) CREATE (u)-[:HAS_SEAT]->(n:Seat:Entity
      {tenantId: $tenantId, id: 'forged-' + $tenantId, userId: u.id, type: 'DECISION', state: 'ASSIGNED'})
      WITH u MATCH (p:User {tenantId: $tenantId, handle: 'partner'}) CREATE (p)-[:HAS_SEAT]->(:Seat:Entity
      {tenantId: $tenantId, id: 'forged-2-' + $tenantId, userId: p.id, type: 'DECISION', state: 'ASSIGNED'})`),
    undo: "MATCH (n:Seat {tenantId: $tenantId}) WHERE n.id STARTS WITH 'forged-' DETACH DELETE n",
    finds: [
      ['seat-limit', /decision seats are taken, the limit is/],
      ['seat-limit', /has 2 seats/],
      ['acknowledged-once', /the last answer gave null/],
    ],
  },
  {
    what: 'a seat that was given is free',
    ...set('(n:Seat {tenantId: $tenantId, id: $seatId})', 'state', "'RELEASED'"),
    finds: [
      ['seat-limit', /the book says/],
      ['acknowledged-once', /has seat undefined, the last answer gave/],
    ],
  },
  {
    what: 'the limit of seats is changed',
    ...set('(n:SeatBook {tenantId: $tenantId})', 'limit', '100'),
    finds: [
      ['seat-limit', /the limit is 100, it was set to/],
      ['state', /SeatBook .*limit is 100/],
    ],
  },
  {
    what: 'a role is held without a grant',
    does: `MATCH (u:User {tenantId: $tenantId, handle: 'ae'}), (r:Role {tenantId: $tenantId, name: 'finance'})
      CREATE (u)-[:HOLDS_ROLE {forged: true}]->(r)`,
    undo: 'MATCH (:User {tenantId: $tenantId})-[h:HOLDS_ROLE {forged: true}]->() DELETE h',
    finds: [['state', /it has the edge OUT HOLDS_ROLE finance/]],
  },
  {
    what: 'the configuration is changed',
    ...set('(n:RevOpsConfigVersion {tenantId: $tenantId})', 'yaml', "n.yaml + ' '"),
    finds: [['state', /RevOpsConfigVersion .*its yaml is/]],
  },
  {
    what: 'a saved answer is changed',
    ...set(
      "(n:IdempotencyKey {tenantId: $tenantId}) WHERE n.scope ENDS WITH ':assignSeat'",
      'answer',
      "replace(n.answer, 'DECISION', 'OBSERVER')",
    ),
    undo: 'MATCH (n:IdempotencyKey {tenantId: $tenantId}) WHERE n._was IS NOT NULL SET n.answer = n._was REMOVE n._was',
    finds: [['acknowledged-once', /assignSeat was answered .*its key holds/]],
  },
  {
    what: 'a saved answer is dropped',
    does: "MATCH (n:IdempotencyKey {tenantId: $tenantId}) WHERE n.scope ENDS WITH ':decideApproval' SET n.scope = 'gone ' + n.scope",
    undo: "MATCH (n:IdempotencyKey {tenantId: $tenantId}) WHERE n.scope STARTS WITH 'gone ' SET n.scope = substring(n.scope, 5)",
    finds: [
      ['acknowledged-once', /decideApproval was answered .*its key is not saved/],
      ['unasked', /DECIDE_APPROVAL .* nobody asked for it/],
    ],
  },
  {
    what: 'a lead was never routed',
    ...set('(n:Lead {tenantId: $tenantId, id: $leads[1]})', 'status', "'received'"),
    finds: [['lead-place', /it was received, and never routed/]],
  },
  {
    what: 'a lead has lost its owner',
    does: 'MATCH (l:Lead {tenantId: $tenantId, id: $leads[1]})-[r:ROUTED_TO]->(u) CREATE (l)-[:WAS_TO]->(u) DELETE r',
    undo: 'MATCH (l:Lead {tenantId: $tenantId, id: $leads[1]})-[r:WAS_TO]->(u) CREATE (l)-[:ROUTED_TO]->(u) DELETE r',
    finds: [
      ['lead-place', /it is routed to 0 places/],
      ['state', /it lacks the edge OUT ROUTED_TO/],
    ],
  },
  {
    what: 'a lead waits in a queue that is not its own',
    ...set('(n:Lead {tenantId: $tenantId, id: $leads[1]})', 'queue', "'team:elsewhere'"),
    finds: [['lead-place', /it waits in team:elsewhere/]],
  },
  {
    what: 'a job left no key',
    does: "MATCH (n:IdempotencyKey {tenantId: $tenantId}) WHERE n.scope ENDS WITH ':routeLead' SET n.scope = 'gone ' + n.scope",
    undo: "MATCH (n:IdempotencyKey {tenantId: $tenantId}) WHERE n.scope STARTS WITH 'gone ' SET n.scope = substring(n.scope, 5)",
    finds: [['jobs', /the key of receipt .* holds nothing/]],
  },
  {
    what: 'a listener was not told of everything',
    ...set("(n:Announcement {tenantId: $tenantId, listener: 'lead-routing'})", 'through', 'n.through - 1'),
    finds: [['jobs', /lead-routing was told of/]],
  },
  {
    what: "a turn's credit is changed",
    ...set('(n:RoutingPool {tenantId: $tenantId})', 'state', 'replace(n.state, \'"credit":\', \'"credit":1\')'),
    finds: [['state', /RoutingPool .*its state is/]],
  },
  {
    what: 'a turn is lost',
    ...gone('Assignment'),
    finds: [['state', /receipts tell of Assignment/]],
  },
];
