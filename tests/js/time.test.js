import assert from 'node:assert/strict';
import test from 'node:test';

import {
    certainlyIn,
    isoDay,
    possiblyIn,
    readWindow,
    writeYears,
    yearOf
} from '../../app/static/js/time.js';
import {vectors} from './vectors.js';

test('a year, a month and a day mean all their days', () => {
    const bounds = (/** @type {string} */ text) => {
        const window = readWindow(text);
        return window && [window.start, window.end].map((day) => day === null ? null : isoDay(day));
    };
    assert.deepEqual(bounds('2016'), ['2016-01-01', '2016-12-31']);
    assert.deepEqual(bounds('2016-02'), ['2016-02-01', '2016-02-29']);
    assert.deepEqual(bounds('2014-06-30'), ['2014-06-30', '2014-06-30']);
    assert.deepEqual(bounds('2013-09-07/2014-12'), ['2013-09-07', '2014-12-31']);
    assert.deepEqual(bounds('../2019'), [null, '2019-12-31']);
    assert.deepEqual(bounds('../..'), [null, null]);
});

test('what the calendar does not have is no window', () => {
    for (const text of ['2013-13', '2015-02-29', '2020/2013', '0000', '1/2/3', '..', 'x']) {
        assert.equal(readWindow(text), null, text);
    }
});

test('days before 1970 and before the year 100 keep their year', () => {
    assert.equal(yearOf(Number(readWindow('1949')?.start)), 1949);
    assert.equal(yearOf(Number(readWindow('0050')?.start)), 50);
});

test('years are written as the shortest datetime', () => {
    assert.equal(writeYears(2013, 2020), '2013/2020');
    assert.equal(writeYears(2015, 2015), '2015');
    assert.equal(writeYears(null, 2020), '../2020');
    assert.equal(writeYears(2013, null), '2013/..');
    assert.equal(writeYears(null, null), '');
});

test('an undated span is found only where the window has no bound', () => {
    const undated = /** @type {const} */ ([null, null, null, null]);
    assert.equal(possiblyIn(undated, {start: null, end: null}), true);
    assert.equal(possiblyIn(undated, {start: null, end: 0}), false);
    assert.equal(certainlyIn(undated, {start: null, end: null}), false);
});

test('possible and certain are what Python finds them to be', () => {
    const {cases} = vectors('span');
    assert.ok(cases.length > 0);
    for (const {name, span, window, possible, certain} of cases) {
        const days = span.map(day);
        const bounds = {start: day(window[0]), end: day(window[1])};
        assert.equal(possiblyIn(days, bounds), possible, name);
        assert.equal(certainlyIn(days, bounds), certain, name);
    }
});

/**
 * @param {string | null} text
 * @returns {number | null}
 */
function day(text) {
    return text === null ? null : (readWindow(text)?.start ?? null);
}
