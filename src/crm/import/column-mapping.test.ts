import { describe, expect, it } from '@jest/globals';
import { constants, csvColumns, readMapping } from './column-mapping.js';

const columns = [{ name: 'external_id', required: true }, { name: 'name', aliases: ['account'] }, { name: 'role' }];

const mappingOf = (text: string) => {
  const read = readMapping(text, columns);
  if (!read.ok) throw new Error(read.message);
  return read.mapping;
};

describe('the mapping of columns', () => {
  it('takes our columns from their headers, or from one value', () => {
    const mapping = mappingOf('external_id:account, role:=ae');
    expect(csvColumns(columns, mapping)).toEqual([
      { name: 'external_id', required: true, aliases: ['account'] },
      { name: 'name', required: false, aliases: [] },
    ]);
    expect(constants(mapping)).toEqual({ role: 'ae' });
  });

  it('leaves the declared headers where nothing is mapped', () => {
    expect(csvColumns(columns, mappingOf(''))).toEqual([
      { name: 'external_id', required: true, aliases: [] },
      { name: 'name', required: false, aliases: ['account'] },
      { name: 'role', required: false, aliases: [] },
    ]);
  });

  it.each([
    ['externalid:x', 'There is no column "externalid"; did you mean "external_id"?'],
    ['name', '"name" is not of the form ours:theirs or ours:=value.'],
    ['name:', '"name:" is not of the form ours:theirs or ours:=value.'],
  ])('refuses %s in one sentence', (text, message) => {
    expect(readMapping(text, columns)).toEqual({ ok: false, message });
  });
});
