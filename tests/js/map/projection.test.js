import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';

import {fromPlane, inhabitedWorld, PLANE_HEIGHT, PLANE_WIDTH, toPlane, viewOf} from '../../../app/static/js/map/crs.js';
import {customary, eastward, EXTENT, project, unproject} from '../../../app/static/js/map/projection.js';

/** @type {{points: Array<{name: string, lonlat: [number, number], xy: [number, number]}>}} */
const vectors = JSON.parse(
    readFileSync(new URL('../../vectors/projection.json', import.meta.url), 'utf8'));

/**
 * @param {readonly number[]} one
 * @param {readonly number[]} other
 * @param {number} within
 * @param {string} [name]
 */
function near(one, other, within, name) {
    one.forEach((value, at) => assert.ok(Math.abs(value - other[at]) <= within, `${name}: ${one} is not ${other}`));
}

test('places fall where PROJ puts them', () => {
    assert.ok(vectors.points.length >= 20);
    for (const {name, lonlat, xy} of vectors.points) near(project(...lonlat), xy, 1e-9, name);
});

test('the inverse gives the place back', () => {
    for (let lon = -169; lon <= 191; lon += 7.3) {
        for (let lat = -89.9; lat < 90; lat += 4.7) {
            near(unproject(...project(lon, lat)), [lon, lat], 1e-8);
        }
    }
});

test('the inverse is exact beside the sphere too, where Leaflet looks for its corners', () => {
    /** @type {Array<[number, number]>} */
    const points = [[-3.1, 1.2], [2.9, -1.3], [0.4, 0.9], [-2.7, -1.31]];
    for (const point of points) {
        near(project(...unproject(...point)), point, 1e-9);
    }
});

test('the sphere fills the plane from edge to edge', () => {
    near(toPlane(-169, 0), [0, PLANE_HEIGHT / 2], 1e-9);
    near(toPlane(191, 0), [PLANE_WIDTH, PLANE_HEIGHT / 2], 1e-9);
    near(toPlane(11, 90), [PLANE_WIDTH / 2, 0], 1e-9);
    near(fromPlane(...toPlane(104.9, 11.5)), [104.9, 11.5], 1e-8);
    assert.ok(EXTENT.x / EXTENT.y > 2 && EXTENT.x / EXTENT.y < 2.1);
});

test('longitudes are brought east of the cut and back', () => {
    assert.equal(eastward(-175), 185);
    assert.equal(eastward(-169), -169);
    assert.equal(eastward(191), -169);
    assert.equal(eastward(104.9), 104.9);
    assert.equal(customary(185), -175);
    assert.equal(customary(-180), -180);
    assert.equal(customary(eastward(-172.5)), -172.5);
});

test('Russia is not cut', () => {
    const chukotka = project(eastward(-169.65), 66.08);
    const moscow = project(eastward(37.6), 55.75);
    assert.ok(chukotka[0] > moscow[0]);
});

test('a view holds its whole box, as large as may be', () => {
    const box = inhabitedWorld();
    for (const size of [{x: 1440, y: 700}, {x: 375, y: 420}, {x: 600, y: 260}]) {
        const {zoom, lon, lat} = viewOf(box, size, {padding: 6});
        const [x, y] = toPlane(lon, lat);
        const across = (box[2] - box[0]) * 2 ** zoom;
        const down = (box[3] - box[1]) * 2 ** zoom;
        assert.ok(across <= size.x - 12 + 1e-6 && down <= size.y - 12 + 1e-6);
        assert.ok(Math.abs(across - size.x + 12) < 1e-6 || Math.abs(down - size.y + 12) < 1e-6);
        near([x, y], [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2], 1e-6);
    }
});

test('a single point is shown at the largest zoom asked for', () => {
    assert.equal(viewOf([10, 10, 10, 10], {x: 500, y: 500}, {maxZoom: 5}).zoom, 5);
});
