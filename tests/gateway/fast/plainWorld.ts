import type { World } from './worlds.ts';

/** Where nothing is special. */
export const plainWorld: World = {
  notice: '公告',
  persons: [{ id: '1', name: 'a', kind: 'ONE', records: [{ jurisdiction: '430000', id: 'a' }] }],
  record: { note: 'a', state: 'OPEN', months: 1, base: 1.5, more: [] },
  score: 1,
  keeper: '李四',
};
