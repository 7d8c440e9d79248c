import assert from 'node:assert/strict';
import test from 'node:test';

import {byYear, labelledYears} from '../../app/static/js/ui/histogram.js';
import {moved} from '../../app/static/js/ui/player.js';
import {toDatetime, toYears} from '../../app/static/js/ui/timeline.js';

/** @type {[number, number]} */
const RANGE = [2000, 2026];

test('at either end of the track the window is open', () => {
    assert.equal(toDatetime({from: 2000, to: 2026}, RANGE), '');
    assert.equal(toDatetime({from: 2000, to: 2019}, RANGE), '../2019');
    assert.equal(toDatetime({from: 2013, to: 2026}, RANGE), '2013/..');
    assert.equal(toDatetime({from: 2015, to: 2015}, RANGE), '2015');
});

test('an address of days moves the thumbs to its years', () => {
    assert.deepEqual(toYears('2013-09-07/2019-06', RANGE), {from: 2013, to: 2019});
    assert.deepEqual(toYears('1990/2050', RANGE), {from: 2000, to: 2026});
    assert.deepEqual(toYears('', RANGE), {from: 2000, to: 2026});
});

test('playing keeps a narrow window narrow and an open beginning open', () => {
    assert.deepEqual(moved({from: 2010, to: 2015}, 1, RANGE), {from: 2011, to: 2016});
    assert.deepEqual(moved({from: 2000, to: 2015}, 1, RANGE), {from: 2000, to: 2016});
    assert.equal(moved({from: 2010, to: 2026}, 1, RANGE), null);
    assert.equal(moved({from: 2000, to: 2000}, -1, RANGE), null);
});

test('year labels keep their distance, with the first and the last', () => {
    for (let room = 2; room < 40; room += 1) {
        const years = labelledYears(RANGE, room);
        assert.equal(years[0], 2000);
        assert.equal(years.at(-1), 2026);
        const apart = (2026 - 2000) / Math.max(1, room - 1);
        const gaps = years.slice(1).map((year, at) => year - Number(years[at]));
        assert.ok(gaps.every((gap) => gap >= Math.min(apart, 26)), `${room}: ${years}`);
    }
});

test('a record is counted once, in its first year, the old ones in the first bar', () => {
    const record = (/** @type {string} */ kind, /** @type {string | null} */ day) =>
        /** @type {any} */ ({
            kind,
            span: [day && Math.floor(Date.parse(day) / 86_400_000), null, null, null]
        });
    const counts = byYear(
        [
            record('deployments', '2001-05-01'),
            record('policies', '1990-01-01'),
            record('deployments', null)
        ],
        [2000, 2002]
    );
    assert.deepEqual(counts, {deployments: [0, 1, 0], others: [1, 0, 0]});
});
