import assert from 'node:assert/strict';
import test from 'node:test';

import {Scene} from '../../../app/static/js/map/scene.js';
import {pick} from '../../../app/static/js/map/pointing.js';
import {saying} from '../../../app/static/js/map/tooltip.js';
import {toPlane} from '../../../app/static/js/map/crs.js';
import {wordsOr} from '../../../app/static/js/map/words.js';

const WORLD = {
    arcs: [[[100, 10], [10, 0], [0, 10], [-10, 0], [0, -10]], [[110, 10], [10, 0], [0, 10], [-10, 0], [0, -10]]],
    transform: {scale: [1, 1], translate: [0, 0]},
    objects: {countries: {geometries: [
        {type: 'Polygon', id: 'KHM', arcs: [[0]]},
        {type: 'Polygon', id: 'PHL', arcs: [[1]]},
    ]}},
};

const COUNTRY = {state: 'documented', searched: null, joined: 2016, left: null, area: 1e6, micro: 0};
const RECORD = {kind: 'deployments', country: 'KHM', place: 'Phnom Penh', precision: 'city', technologies: [], suppliers: []};
const ATLAS = {
    countries: [
        {...COUNTRY, id: 'KHM', name: 'Cambodia', lon: 105, lat: 15},
        {...COUNTRY, id: 'PHL', name: 'Philippines', lon: 115, lat: 15, state: 'searched', searched: '2026-11-23', joined: null},
        {...COUNTRY, id: 'TUV', name: 'Tuvalu', lon: 179, lat: -8, micro: 1, state: 'not-researched', joined: null},
    ],
    records: [
        {...RECORD, id: 'one', title: '<img onerror=x>', lon: 109.9, lat: 15},
        {...RECORD, id: 'two', title: 'Law', kind: 'policies', lon: null, lat: null, place: null, precision: null},
    ],
    suppliers: [],
    technologies: [],
    groups: [],
};

/**
 * @param {number} zoom
 * @returns {[Scene, (lon: number, lat: number) => import('../../../app/static/js/map/pointing.js').Pick]}
 */
function pointing(zoom) {
    const scene = new Scene(WORLD, ATLAS, (id) => id);
    const [record, law] = ATLAS.records;
    scene.show({
        records: [record, law], certain: new Set(), counts: new Map([['KHM', 1]]), members: new Set(['KHM']),
        layers: new Set(['deployments', 'policies']), selected: {},
    });
    const scale = 2 ** zoom;
    const corner = {left: 0, top: 0, scale, zoom};
    return [scene, (lon, lat) => {
        const [x, y] = toPlane(lon, lat);
        return pick(scene, corner, {x: x * scale, y: y * scale});
    }];
}

test('the nearest mark is picked within its target, else the country', () => {
    const [, at] = pointing(5);
    assert.equal(at(109.9, 15).mark?.records[0].id, 'one');
    assert.equal(at(109.8, 15.1).country, 'KHM');
    assert.equal(at(102, 18).mark, null);
    assert.equal(at(102, 18).country, 'KHM');
    assert.deepEqual(at(60, -40), {mark: null, country: null});
});

test('from afar a dot does not catch clicks on the neighbour', () => {
    const [, at] = pointing(2);
    assert.equal(at(110.1, 15).country, 'PHL');
    assert.equal(at(110.1, 15).mark, null);
    assert.equal(at(109.8, 15).mark?.records[0].id, 'one');
});

test('a small state is hit twelve pixels beside its dot', () => {
    const [, at] = pointing(3);
    const degrees = 11 * (360 / 256) / 2 ** 3;
    assert.equal(at(179 - degrees, -8).country, 'TUV');
    assert.equal(at(179 - 2 * degrees, -8).country, null);
});

test('the tooltip says name, count, state and membership as text', () => {
    const [scene, at] = pointing(5);
    const say = (/** @type {number} */ lon, /** @type {number} */ lat) =>
        saying(at(lon, lat), scene, (id) => id, wordsOr());
    assert.deepEqual(say(102, 18), {
        title: 'KHM',
        lines: ['Deployments in this view: 1', 'Policies: 1', 'In the Belt and Road since 2016'],
    });
    assert.deepEqual(say(118, 18)?.lines, ['Searched 2026-11-23, nothing found']);
    assert.deepEqual(say(109.9, 15), {
        title: '<img onerror=x>', lines: ['Phnom Penh, KHM', 'Possibly in the time shown'],
    });
    assert.equal(say(60, -40), null);
});
