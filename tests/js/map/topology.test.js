import assert from 'node:assert/strict';
import test from 'node:test';

import {toPlane} from '../../../app/static/js/map/crs.js';
import {boxOf, countryAt, geography, meet, thinned} from '../../../app/static/js/map/topology.js';

/** Two squares side by side, the second with a hole, and a line in dispute. */
const TWO = {
    arcs: [
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 10], [10, 0], [0, -10], [-10, 0]],
        [[14, 4], [2, 0], [0, 2], [-2, 0], [0, -2]],
    ],
    transform: {scale: [1, 1], translate: [0, 0]},
    objects: {
        countries: {
            geometries: [
                {type: 'Polygon', id: 'WST', arcs: [[0, 1]]},
                {type: 'MultiPolygon', id: 'EST', arcs: [[[2, 0], [3]]]},
                {type: 'MultiPolygon', id: 'NIL', arcs: []},
            ],
        },
        disputed: {geometries: [{type: 'MultiLineString', arcs: [[-1]]}]},
    },
};

/** @param {number} lon @param {number} lat */
function at(lon, lat) {
    return countryAt(geography(TWO), ...toPlane(lon, lat));
}

test('a place lies in the country around it', () => {
    assert.equal(at(5, 5), 'WST');
    assert.equal(at(12, 2), 'EST');
    assert.equal(at(30, 5), null);
    assert.equal(at(5, -5), null);
});

test('a hole belongs to nobody', () => {
    assert.equal(at(15, 5), null);
});

test('a shape too small to be kept is no country of the map', () => {
    assert.deepEqual(geography(TWO).shapes.map(({id}) => id), ['WST', 'EST']);
});

test('shared arcs are borders, others coasts', () => {
    const {borders, coasts, disputed} = geography(TWO);
    assert.deepEqual(borders, [0]);
    assert.deepEqual(coasts, [1, 2, 3]);
    assert.deepEqual(disputed, [0]);
});

test('coordinates without a transform are plain degrees', () => {
    const plain = {arcs: [[[1, 2], [3, 4]]], objects: {countries: {geometries: []}}};
    assert.deepEqual([...geography(plain).arcs[0].slice(2)], toPlane(3, 4));
});

test('thinning keeps both ends and nothing nearer than the distance', () => {
    const arc = Float64Array.from([0, 0, 0.1, 0, 0.2, 0, 1, 0, 1.05, 0, 2, 0]);
    assert.deepEqual([...thinned(arc, 0.5)], [0, 0, 1, 0, 2, 0]);
    assert.deepEqual([...thinned(arc, 0)], [...arc]);
    assert.deepEqual([...thinned(arc, 99)], [0, 0, 2, 0]);
});

test('boxes that share an edge meet', () => {
    assert.ok(meet([0, 0, 1, 1], [1, 0, 2, 1]));
    assert.ok(!meet([0, 0, 1, 1], [1.1, 0, 2, 1]));
    assert.deepEqual(boxOf([Float64Array.from([3, 4, -1, 9])]), [-1, 4, 3, 9]);
});
