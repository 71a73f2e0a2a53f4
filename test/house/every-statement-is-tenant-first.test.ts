import { beforeAll, describe, expect, it } from '@jest/globals';
import { allStatements } from '../../cypher/all-statements.js';
import type { Statement } from '../../cypher/statement.js';
import { notTenantFirst, unlockedGuards } from './statement-rules.js';
import { uniqueKeys } from './statements.js';

/** Statements that start from no tenant, or from several: looking up who asks, listing tenants and what they used, finding work, migrating. */
const SYSTEM = [
  'system/api_key_find_by_sha256',
  'system/bucket_figures_list_of_tenants',
  'system/configs_find_due',
  'system/migration_find',
  'system/migration_lock_claim',
  'system/migration_lock_release',
  'system/migration_mark',
  'system/quota_journals_find_unsettled',
  'system/tenant_find_by_handle',
  'system/tenant_list',
  'system/tenants_find_unannounced',
  'system/tenants_find_unsealed',
  'system/terms_changes_find_due',
  'system/trials_find_due',
  'system/usage_zones_list',
  'system/webhook_lines_find_due',
];

describe('every statement', () => {
  let statements: Statement<object, unknown>[];
  beforeAll(async () => {
    statements = await allStatements();
  });

  it('that starts from no tenant is named here', () => {
    const outside = statements.map(({ name }) => name).filter((name) => name.startsWith('system/'));
    expect(outside.sort()).toEqual(SYSTEM);
  });

  it('enters the graph at the tenant', () => {
    const found = statements
      .filter(({ name }) => !SYSTEM.includes(name))
      .flatMap(({ name, text }) => notTenantFirst(text).map((finding) => `${name}: ${finding}`));
    expect(found).toEqual([]);
  });

  it('locks before it trusts what it read', () => {
    const keys = uniqueKeys();
    const found = statements
      .filter(({ mode }) => mode === 'write')
      .flatMap(({ name, text }) => unlockedGuards(text, keys).map((finding) => `${name}: ${finding}`));
    expect(found).toEqual([]);
  });

  it('that writes is declared a write', () => {
    const writes = /\b(CREATE|MERGE|SET|DELETE|REMOVE)\b/;
    expect(statements.filter(({ mode, text }) => mode === 'read' && writes.test(text)).map(({ name }) => name)).toEqual(
      [],
    );
  });
});

describe('a statement is found that', () => {
  const T = 'tenantId: $tenantId';
  it.each([
    ['starts from a label', `MATCH (q:Quote {id: $id}) RETURN q, $tenantId`],
    ['asks for the tenant in its WHERE alone', 'MATCH (q:Quote) WHERE q.tenantId = $tenantId RETURN q'],
    ['takes another tenant’s id', 'MATCH (q:Quote {tenantId: $other, id: $id}) RETURN q, $tenantId'],
    ['has a second path from nowhere', `MATCH (q:Quote {${T}, id: $id}), (u:User {id: $userId}) RETURN q, u`],
    [
      'matches from nowhere in a subquery',
      `MATCH (q:Quote {${T}}) RETURN COLLECT { MATCH (u:User) RETURN u.id } AS ids`,
    ],
    ['creates what is nobody’s', `MATCH (q:Quote {${T}}) CREATE (q)-[:HAS_LINE]->(l:QuoteLine {id: $id})`],
    ['merges what is nobody’s', 'MERGE (q:Quote {id: $id}) SET q.tenantId = $tenantId'],
    ['creates inside FOREACH', `MATCH (q:Quote {${T}}) FOREACH (x IN $l | CREATE (:QuoteLine {id: x}))`],
    ['comprehends a pattern from nowhere', `MATCH (q:Quote {${T}}) RETURN [(u:User)-[:LEADS]->(t:Team) | u.id]`],
    ['calls a procedure', `MATCH (q:Quote {${T}}) CALL db.labels() YIELD label RETURN label`],
    [
      'searches every tenant’s names',
      `CALL db.index.fulltext.queryNodes('x', $words) YIELD node AS a WHERE a.tenantId = $tenantId RETURN a`,
    ],
    ['takes no tenant', 'RETURN 1 AS one'],
  ])('%s', (_, text) => {
    expect(notTenantFirst(text)).not.toEqual([]);
  });

  it.each([
    [
      'MATCH q by its tenant',
      `MATCH (q:Quote {${T}, id: $id})-[:HAS_LINE]->(l:QuoteLine) RETURN [(q)-[:X]->(a:A) | a.id]`,
    ],
    ['hang on what was found', `MATCH (q:Quote {${T}}) WITH q AS quote MATCH (quote)-[:HAS_LINE]->(l) RETURN l`],
  ])('only when it should be: %s', (_, text) => {
    expect(notTenantFirst(text)).toEqual([]);
  });

  const keys = { Quote: [['tenantId', 'id']], SeatBook: [['tenantId']] };
  it.each([
    ['guards a version', `MATCH (q:Quote {${T}, id: $id}) WHERE q.version = $v SET q.status = 'x'`],
    ['guards inside the map', `MATCH (q:Quote {${T}, id: $id, version: $v}) SET q.status = 'x'`],
    ['finds what it writes by a state', `MATCH (q:Quote {${T}, status: 'open'}) SET q.status = 'x'`],
    ['guards inside the pattern', `MATCH (q:Quote {${T}, id: $id} WHERE q.version = $v) SET q.status = 'x'`],
    ['guards after WITH alone', `MATCH (q:Quote {${T}, id: $id}) WITH q WHERE q.used < 3 SET q.used = q.used + 1`],
    [
      'locks something else',
      `MATCH (k:Key {${T}}) SET k._lock = true WITH k MATCH (q:Quote {${T}, id: $id}) WHERE q.version = 1 SET q += $q`,
    ],
    ['guards a relationship', `MATCH (q:Quote {${T}, id: $id})-[r:HAS]->() WHERE r.to IS NULL SET r.to = $at`],
    ['guards what it deletes', `MATCH (q:Quote {${T}, id: $id}) WHERE q.version = $v DETACH DELETE q`],
    ['locks in no order', `MATCH (q:Quote {${T}}) WHERE q.id IN $ids SET q._lock = true WITH q SET q.status = 'x'`],
  ])('%s before it writes', (_, text) => {
    expect(unlockedGuards(text, keys)).not.toEqual([]);
  });

  it.each([
    [
      'it locks first',
      `MATCH (q:Quote {${T}, id: $id}) SET q._lock = true WITH q WHERE q.version = $v SET q.status = 'x'`,
    ],
    [
      'the guard is a parameter’s',
      `UNWIND $rows AS row MATCH (q:Quote {${T}, id: row.id}) WITH q, row WHERE row.x IS NULL SET q.status = 'x'`,
    ],
    [
      'the path’s start is locked',
      `MATCH (q:Quote {${T}, id: $id}) SET q._lock = true WITH q MATCH (q)-[r:HAS]->() WHERE r.to IS NULL SET r.to = 1`,
    ],
  ])('not when %s', (_, text) => {
    expect(unlockedGuards(text, keys)).toEqual([]);
  });
});
