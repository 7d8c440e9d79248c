import assert from 'node:assert/strict';
import test from 'node:test';

import {badgeParts, countryMarks} from '../../../app/static/js/map/badges.js';
import {clusters} from '../../../app/static/js/map/clusters.js';
import {CLUSTER_ZOOM, pointMarks} from '../../../app/static/js/map/marks.js';

/** @typedef {import('../../../app/static/js/map/marks.js').Placed} Placed */
/** @typedef {import('../../../app/static/js/map/types.js').MapRecord} MapRecord */

/** @param {Partial<MapRecord>} [fields] @returns {MapRecord} */
function record(fields = {}) {
    return {
        id: 'r', kind: 'deployments', country: 'KHM', title: 'T', place: 'P', precision: 'city',
        lon: 0, lat: 0, technologies: [], suppliers: [], ...fields,
    };
}

/** @param {number} x @param {number} y @param {Partial<MapRecord>} [fields] @returns {Placed} */
function placed(x, y, fields) {
    return {record: record(fields), x, y, group: 'cameras'};
}

/**
 * A small generator with a seed: the same points in every run.
 * @param {number} seed
 */
function* random(seed) {
    let state = seed;
    for (;;) {
        state = (state * 1664525 + 1013904223) % 2 ** 32;
        yield state / 2 ** 32;
    }
}

test('every point is in one cluster, within its radius', () => {
    const numbers = random(7);
    const next = () => Number(numbers.next().value);
    const points = Array.from({length: 3000}, () => ({x: next() * 256, y: next() * 124}));
    const found = clusters(points, 3);
    assert.equal(found.flatMap(({members}) => members).length, points.length);
    assert.equal(new Set(found.flatMap(({members}) => members)).size, points.length);
    for (const {x, y, members} of found) {
        for (const one of members) assert.ok(Math.hypot(one.x - x, one.y - y) <= 3);
    }
});

test('no two clusters begin nearer to each other than the radius', () => {
    const numbers = random(3);
    const next = () => Number(numbers.next().value);
    const found = clusters(Array.from({length: 800}, () => ({x: next() * 50, y: next() * 50})), 4);
    for (const one of found) {
        for (const other of found) {
            if (one !== other) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 4);
        }
    }
});

test('from afar points are dots, nearer by they are clusters with all their records', () => {
    const points = [placed(10, 10, {id: 'a'}), placed(10.01, 10, {id: 'b'}), placed(60, 10, {id: 'c'})];
    const far = pointMarks(points, new Set(), CLUSTER_ZOOM - 0.1);
    assert.deepEqual(far.map(({form}) => form), ['dot', 'dot']);
    const near = pointMarks(points, new Set(), CLUSTER_ZOOM);
    assert.deepEqual(near.map(({form, records}) => [form, records.length]), [['cluster', 2], ['one', 1]]);
});

test('a mark is certain when one of its records is', () => {
    const sure = placed(10, 10, {id: 'a'});
    const points = [sure, placed(10, 10, {id: 'b'}), placed(90, 10, {id: 'c'})];
    const marks = pointMarks(points, new Set([sure.record]), 4);
    assert.deepEqual(marks.map(({certain}) => certain), [1, 0]);
});

test('a mark over two countries has no country of its own', () => {
    const points = [placed(1, 1, {country: 'KHM'}), placed(1, 1, {country: 'THA'}), placed(90, 90, {country: 'LAO'})];
    assert.deepEqual(pointMarks(points, new Set(), 4).map(({country}) => country), [null, 'LAO']);
});

test('an incident stands aside of the deployment at its place', () => {
    const points = [placed(10, 10), placed(10, 10, {kind: 'incidents'}), placed(80, 80, {kind: 'incidents'})];
    const [, together, alone] = pointMarks(points, new Set(), 5);
    assert.ok(together.shiftX > 0 && together.shiftY < 0);
    assert.equal(alone.shiftX, 0);
});

test('policies are never drawn as points', () => {
    assert.deepEqual(pointMarks([placed(1, 1, {kind: 'policies'})], new Set(), 5), []);
});

const POINTS = new Map([
    ['KHM', {x: 100, y: 60, area: 181_035}],
    ['SGP', {x: 101, y: 62, area: 728}],
]);

test('a large country has a badge, a small one a speck until the reader is near', () => {
    const records = ['KHM', 'SGP'].flatMap((country) => [
        record({country, kind: 'policies', lon: null, lat: null}),
        record({country, lon: null, lat: null}),
    ]);
    const forms = (/** @type {number} */ zoom) =>
        countryMarks(records, POINTS, zoom, []).map(({country, form}) => `${country} ${form}`);
    assert.deepEqual(forms(2), ['KHM speck', 'SGP speck']);
    assert.deepEqual(forms(5), ['KHM badge', 'SGP speck']);
    assert.deepEqual(forms(7), ['KHM badge', 'SGP badge']);
});

test('a badge covers no mark', () => {
    const records = [record({kind: 'policies', lon: null, lat: null})];
    const there = pointMarks([placed(100, 60 + 10 / 2 ** 6)], new Set(), 6);
    const [badge] = countryMarks(records, POINTS, 6, there);
    assert.equal(badge.form, 'badge');
    assert.notDeepEqual([badge.shiftX, badge.shiftY], [0, 10]);
    const across = Math.abs((badge.x - there[0].x) * 64 + badge.shiftX);
    const down = Math.abs((badge.y - there[0].y) * 64 + badge.shiftY);
    assert.ok(across >= badge.halfWidth + there[0].halfWidth || down >= badge.halfHeight + there[0].halfHeight);
});

test('a badge counts each kind once and leaves out what is not there', () => {
    const parts = badgeParts([record({kind: 'policies'}), record({kind: 'policies'}), record({kind: 'agreements'})]);
    assert.deepEqual(parts.map(({kind, count}) => [kind, count]), [['policies', 2], ['agreements', 1]]);
});
