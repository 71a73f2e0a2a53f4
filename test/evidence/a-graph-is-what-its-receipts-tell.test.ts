import { expect, it } from '@jest/globals';
import { rebuilds } from '../../bin/rebuilds.js';
import { verifyState } from '../../src/evidence/index.js';
import { busyWorld } from './busy-world.js';

const world = await busyWorld();

it('after everything was done that leaves a snapshot', async () => {
  const report = await verifyState(world.composition, world.tenantId, rebuilds);
  expect(report.findings.map(({ sentence }) => sentence)).toEqual([]);
  expect(report).toMatchObject({ ok: true, erased: [], unsettled: [], personalErased: 0, unknown: {} });
  const labels = rebuilds.flatMap(({ nodes, satellites = [] }) => [...nodes, ...satellites].map(({ label }) => label));
  const types = rebuilds.flatMap(({ datedEdges = [] }) => datedEdges.flatMap((dated) => dated.types));
  expect(Object.keys(report.compared).sort()).toEqual([...labels, ...types].sort());
});
