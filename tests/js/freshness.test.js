import assert from 'node:assert/strict';
import test from 'node:test';

import {isStale} from '../../app/static/js/freshness.js';

const DAY = 86_400_000;
const AS_OF = Date.parse('2026-11-23');

test('data are fresh for half a year and then past their review', () => {
    assert.equal(isStale('2026-11-23', AS_OF), false);
    assert.equal(isStale('2026-11-23', AS_OF + 180 * DAY), false);
    assert.equal(isStale('2026-11-23', AS_OF + 180 * DAY + 1), true);
});
