import assert from 'node:assert/strict';
import test from 'node:test';

import {breaks, classOf, classRanges} from '../../../app/static/js/map/classes.js';
import {fillFor} from '../../../app/static/js/map/ground.js';
import {grouper} from '../../../app/static/js/map/groups.js';
import {placeNames} from '../../../app/static/js/map/labels.js';
import {greatCircle, linksOf} from '../../../app/static/js/map/links.js';
import {Occupancy} from '../../../app/static/js/map/occupancy.js';
import {toPlane} from '../../../app/static/js/map/crs.js';
import {lightness} from '../../../app/static/js/map/theme.js';
import {WORDS, wordsOr} from '../../../app/static/js/map/words.js';

test('classes rise from one, at most five, and hold every count', () => {
    for (const largest of [1, 2, 4, 5, 8, 19, 200]) {
        const lowest = breaks([1, largest]);
        assert.equal(lowest[0], 1);
        assert.ok(lowest.length <= 5);
        for (let at = 1; at < lowest.length; at += 1) assert.ok(lowest[at] > lowest[at - 1]);
        for (let count = 1; count <= largest; count += 1) {
            const found = classRanges(lowest)[classOf(count, lowest) - 1];
            assert.ok(found.from <= count && (found.to === null || count <= found.to));
        }
    }
    assert.deepEqual(breaks([8, 3]), [1, 2, 3, 4, 6]);
    assert.equal(classOf(0, [1, 2]), 0);
});

/** @type {any} */
const THEME = new Proxy({}, {get: (_, name) => (name === 'count-5' ? '#000000' : `#fff /* ${String(name)} */`)});

test('the four states differ in more than tone', () => {
    const looks = ['documented', 'searched', 'not-researched', 'out-of-scope'].map((state) => {
        const {colour, dotted} = fillFor(state, state === 'documented' ? 1 : 0, false, [1], THEME);
        return `${colour} ${dotted}`;
    });
    assert.equal(new Set(looks).size, 4);
    assert.match(looks[1], /true$/);
});

test('a documented country without a match fades but does not turn blank', () => {
    const faded = fillFor('documented', 0, false, [1, 2], THEME);
    assert.ok(faded.alpha < 1);
    assert.match(faded.colour, /count-1/);
});

test('hatching is light on dark ground and dark on light ground', () => {
    assert.match(String(fillFor('documented', 9, true, [1, 2, 3, 4, 5], THEME).hatch), /hatch-member-dark/);
    assert.match(String(fillFor('documented', 1, true, [1, 2, 3, 4, 5], THEME).hatch), /hatch-member \*/);
    assert.equal(fillFor('documented', 1, false, [1], THEME).hatch, null);
});

test('a record takes the rarest of its groups', () => {
    const groupOf = grouper(['cctv', 'id', 'net', 'course'], ['cameras', 'identity', 'networks', 'other']);
    assert.equal(groupOf(['cctv', 'id']), 'identity');
    assert.equal(groupOf(['net', 'cctv']), 'cameras');
    assert.equal(groupOf(['course']), 'other');
    assert.equal(groupOf(['not yet in the vocabulary']), 'other');
});

test('names never overlap each other or what is taken', () => {
    const frame = {zoom: 4, scale: 16, left: 0, top: 0, width: 800, height: 500, ratio: 1};
    const names = Array.from({length: 120}, (_, at) => ({
        id: `C${at}`, text: `Country ${at}`, x: (at * 7.3) % 50, y: (at * 3.1) % 31, area: 1e6 + at, quiet: false,
    }));
    const taken = new Occupancy(800, 500);
    taken.take(0, 0, 400, 250);
    const placed = placeNames(names, frame, taken, () => 50, null);
    assert.ok(placed.length > 5 && placed.length < names.length);
    placed.forEach((one, at) => {
        assert.ok(one.x - 25 > 400 || one.y - 5 > 250 || one.x + 25 < 0);
        for (const other of placed.slice(at + 1)) {
            assert.ok(Math.abs(one.x - other.x) >= 50 || Math.abs(one.y - other.y) >= 10);
        }
    });
});

test('the selected country is named even where it is small', () => {
    const frame = {zoom: 2, scale: 4, left: 0, top: 0, width: 800, height: 500, ratio: 1};
    const names = [{id: 'SGP', text: 'Singapore', x: 100, y: 60, area: 728, quiet: false}];
    const named = (/** @type {string | null} */ selected) =>
        placeNames(names, frame, new Occupancy(800, 500), () => 60, selected).length;
    assert.equal(named(null), 0);
    assert.equal(named('SGP'), 1);
});

test('a link runs from office to place, and is cut where the map is', () => {
    const [line, ...rest] = greatCircle([114.06, 22.54], [104.92, 11.56]);
    assert.equal(rest.length, 0);
    assert.ok(Math.hypot(line[0][0] - toPlane(114.06, 22.54)[0], line[0][1] - toPlane(114.06, 22.54)[1]) < 1e-6);
    const last = line[line.length - 1];
    assert.ok(Math.hypot(last[0] - toPlane(104.92, 11.56)[0], last[1] - toPlane(104.92, 11.56)[1]) < 1e-6);
    const across = greatCircle([140, 40], [-120, 40]);
    assert.equal(across.length, 2);
    for (const part of across) {
        part.slice(1).forEach(([x], at) => assert.ok(Math.abs(x - part[at][0]) < 30));
    }
});

test('links are drawn on demand only, for deployments whose two ends are known', () => {
    const record = /** @type {any} */ ({
        id: 'a', kind: 'deployments', country: 'KHM', lon: 104, lat: 11, suppliers: ['huawei', 'nobody'],
    });
    const suppliers = new Map([
        ['huawei', {id: 'huawei', name: 'Huawei', lon: 114, lat: 22}],
        ['nobody', {id: 'nobody', name: 'Nobody', lon: null, lat: null}],
    ]);
    const count = (/** @type {any} */ selected, layers = ['supply-links']) => linksOf({
        records: [record], certain: new Set(), counts: new Map(), members: new Set(),
        layers: new Set(layers), selected,
    }, suppliers).length;
    assert.equal(count({}), 0);
    assert.equal(count({record: 'a'}), 1);
    assert.equal(count({supplier: 'huawei'}), 1);
    assert.equal(count({supplier: 'zte'}), 0);
    assert.equal(count({country: 'KHM'}), 1);
    assert.equal(count({record: 'a'}, ['deployments']), 0);
});

test('lightness is read from every way in which browsers write a colour', () => {
    assert.equal(lightness('#fff'), 1);
    assert.equal(lightness('#000000'), 0);
    assert.ok(Math.abs(lightness('rgb(255, 255, 255)') - 1) < 1e-9);
    assert.ok(Math.abs(lightness('rgba(0, 0, 0, 0.5)')) < 1e-9);
    assert.ok(Math.abs(lightness('color(srgb 0.5 0.5 0.5)') - 0.5) < 1e-9);
});

test('a page without a text falls back to English, holes filled', () => {
    assert.equal(wordsOr(undefined)('map.member-since', {year: '2013'}), 'In the Belt and Road since 2013');
    assert.equal(wordsOr((key) => (key === 'map.zoom-in' ? 'Agrandir' : undefined))('map.zoom-in'), 'Agrandir');
    for (const [key, text] of Object.entries(WORDS)) assert.ok(key.startsWith('map.') && text.length > 2);
});
